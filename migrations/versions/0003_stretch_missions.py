"""stretch missions.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table('mission_rules',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('review_above_hours', sa.Double(), nullable=False),
    sa.Column('review_above_seats', sa.Integer(), nullable=False),
    sa.Column('review_days', sa.Integer(), nullable=False),
    sa.Column('word_above_hours', sa.Double(), nullable=False),
    sa.Column('word_above_days', sa.Integer(), nullable=False),
    sa.Column('silence_days', sa.Integer(), nullable=False),
    sa.Column('defer_weeks', sa.Integer(), nullable=False),
    sa.Column('weekly_hours', sa.Double(), nullable=False),
    sa.Column('load_percent', sa.Integer(), nullable=False),
    sa.Column('comfort_below', sa.Double(), nullable=False),
    sa.Column('stretch_below', sa.Double(), nullable=False),
    sa.Column('risk_below', sa.Double(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('comfort_below < stretch_below AND stretch_below < risk_below', name=op.f('ck_mission_rules_zones_in_order')),
    sa.CheckConstraint('id = 1', name=op.f('ck_mission_rules_one_row')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mission_rules'))
    )
    op.create_table('theme',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name_fr', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('explanation_fr', sa.String(), nullable=False),
    sa.Column('explanation_en', sa.String(), nullable=False),
    sa.Column('retired_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_theme'))
    )
    op.create_table('mission',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'submitted', 'published', 'paused', 'staffed', 'in_progress', 'debriefing', 'completed', 'cancelled', 'archived', name='missionstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('title_fr', sa.String(), nullable=False),
    sa.Column('title_en', sa.String(), nullable=False),
    sa.Column('tasks_fr', sa.String(), nullable=False),
    sa.Column('tasks_en', sa.String(), nullable=False),
    sa.Column('learning_fr', sa.String(), nullable=False),
    sa.Column('learning_en', sa.String(), nullable=False),
    sa.Column('search_key', sa.String(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('site_id', sa.Integer(), nullable=True),
    sa.Column('theme_id', sa.Integer(), nullable=True),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.Column('hours_a_week', sa.Double(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('apply_by', sa.Date(), nullable=False),
    sa.Column('place', sa.Enum('site', 'remote', 'hybrid', name='place', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('is_released', sa.Boolean(), nullable=False),
    sa.Column('audience', sa.Enum('everybody', 'unit', 'site', name='audience', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('months_in_post', sa.Integer(), nullable=False),
    sa.Column('keeps_accepting', sa.Boolean(), nullable=False),
    sa.Column('source_idea', sa.String(), nullable=False),
    sa.Column('copied_from_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('published_at', sa.DateTime(), nullable=True),
    sa.Column('comment', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_mission_ends_after_start')),
    sa.CheckConstraint('hours_a_week > 0 AND hours_a_week <= 40', name=op.f('ck_mission_hours_fit_in_a_week')),
    sa.CheckConstraint('seats >= 1', name=op.f('ck_mission_has_a_seat')),
    sa.CheckConstraint('taken >= 0 AND taken <= seats', name=op.f('ck_mission_never_overbooked')),
    sa.ForeignKeyConstraint(['copied_from_id'], ['mission.id'], name=op.f('fk_mission_copied_from_id_mission')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_mission_owner_id_person')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_mission_site_id_site')),
    sa.ForeignKeyConstraint(['theme_id'], ['theme.id'], name=op.f('fk_mission_theme_id_theme')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_mission_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mission'))
    )
    with op.batch_alter_table('mission', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mission_copied_from_id'), ['copied_from_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mission_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mission_site_id'), ['site_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mission_status_published_at'), ['status', 'published_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mission_status_starts_on'), ['status', 'starts_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_mission_theme_id'), ['theme_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mission_unit_id'), ['unit_id'], unique=False)

    op.create_table('mission_sensitive_unit',
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_mission_sensitive_unit_unit_id_unit')),
    sa.PrimaryKeyConstraint('unit_id', name=op.f('pk_mission_sensitive_unit'))
    )
    op.create_table('receipt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('url', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_receipt_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt')),
    sa.UniqueConstraint('person_id', 'key', name=op.f('uq_receipt_person_id_key'))
    )
    with op.batch_alter_table('receipt', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_receipt_at'), ['at'], unique=False)

    op.create_table('suggestion_choice',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('opted_out', sa.Boolean(), nullable=False),
    sa.Column('hides_scores', sa.Boolean(), nullable=False),
    sa.Column('appetite', sa.Integer(), nullable=False),
    sa.CheckConstraint('appetite BETWEEN -1 AND 1', name=op.f('ck_suggestion_choice_appetite_on_scale')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_suggestion_choice_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_suggestion_choice'))
    )
    op.create_table('application',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mission_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'submitted', 'manager_pending', 'manager_deferred', 'manager_refused', 'under_review', 'talk_planned', 'offered', 'accepted', 'in_progress', 'completed', 'partially_completed', 'did_not_start', 'declined', 'waitlisted', 'withdrawn', 'offer_declined', 'expired', name='applicationstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.Column('manager_id', sa.Integer(), nullable=True),
    sa.Column('needs_word', sa.Boolean(), nullable=False),
    sa.Column('climbed_at', sa.DateTime(), nullable=True),
    sa.Column('word_by_id', sa.Integer(), nullable=True),
    sa.Column('word_at', sa.DateTime(), nullable=True),
    sa.Column('word_reason', sa.String(), nullable=False),
    sa.Column('available_from', sa.Date(), nullable=True),
    sa.Column('talk_at', sa.DateTime(), nullable=True),
    sa.Column('talk_note', sa.String(), nullable=False),
    sa.Column('waitlisted_at', sa.DateTime(), nullable=True),
    sa.Column('declined_reason', sa.Enum('seats_taken', 'levels_missing', 'dates', 'need_changed', 'other', 'mission_cancelled', name='declinereason', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('feedback', sa.String(), nullable=False),
    sa.Column('next_step', sa.Enum('mission', 'visit', 'mentor', 'path', 'skill', name='nextstep', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('next_mission_id', sa.Integer(), nullable=True),
    sa.Column('next_note', sa.String(), nullable=False),
    sa.Column('offers_talk', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['manager_id'], ['person.id'], name=op.f('fk_application_manager_id_person')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_application_mission_id_mission')),
    sa.ForeignKeyConstraint(['next_mission_id'], ['mission.id'], name=op.f('fk_application_next_mission_id_mission')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_application_person_id_person')),
    sa.ForeignKeyConstraint(['word_by_id'], ['person.id'], name=op.f('fk_application_word_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_application'))
    )
    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_application_manager_id'), ['manager_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_mission_id_status'), ['mission_id', 'status'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_next_mission_id'), ['next_mission_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_person_id_status'), ['person_id', 'status'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_sent_at'), ['sent_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_status_since'), ['status', 'since'], unique=False)
        batch_op.create_index(batch_op.f('ix_application_word_by_id'), ['word_by_id'], unique=False)
        batch_op.create_index('uq_application_alive', ['mission_id', 'person_id'], unique=True, sqlite_where=sa.text("status IN ('accepted', 'draft', 'in_progress', 'manager_deferred', 'manager_pending', 'offered', 'submitted', 'talk_planned', 'under_review', 'waitlisted')"), postgresql_where=sa.text("status IN ('accepted', 'draft', 'in_progress', 'manager_deferred', 'manager_pending', 'offered', 'submitted', 'talk_planned', 'under_review', 'waitlisted')"))

    op.create_table('mission_owner',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mission_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_mission_owner_mission_id_mission')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mission_owner_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mission_owner')),
    sa.UniqueConstraint('mission_id', 'person_id', name=op.f('uq_mission_owner_mission_id_person_id'))
    )
    with op.batch_alter_table('mission_owner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mission_owner_person_id'), ['person_id'], unique=False)

    op.create_table('mission_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mission_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('is_signed', sa.Boolean(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_mission_question_answered_by_id_person')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_mission_question_author_id_person')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_mission_question_mission_id_mission')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mission_question'))
    )
    with op.batch_alter_table('mission_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mission_question_answered_by_id'), ['answered_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mission_question_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mission_question_mission_id'), ['mission_id'], unique=False)

    op.create_table('mission_skill',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mission_id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.Column('needed', sa.Integer(), nullable=True),
    sa.Column('importance', sa.Enum('essential', 'useful', name='importance', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('grown_to', sa.Integer(), nullable=True),
    sa.CheckConstraint('grown_to >= needed', name=op.f('ck_mission_skill_grows')),
    sa.CheckConstraint('grown_to BETWEEN 1 AND 5', name=op.f('ck_mission_skill_grown_on_scale')),
    sa.CheckConstraint('needed BETWEEN 1 AND 5', name=op.f('ck_mission_skill_needed_on_scale')),
    sa.CheckConstraint('needed IS NOT NULL OR grown_to IS NOT NULL', name=op.f('ck_mission_skill_needed_or_grown')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_mission_skill_mission_id_mission')),
    sa.ForeignKeyConstraint(['skill_id'], ['skill.id'], name=op.f('fk_mission_skill_skill_id_skill')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mission_skill')),
    sa.UniqueConstraint('mission_id', 'skill_id', name=op.f('uq_mission_skill_mission_id_skill_id'))
    )
    with op.batch_alter_table('mission_skill', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mission_skill_skill_id'), ['skill_id'], unique=False)

    op.create_table('saved_mission',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('mission_id', sa.Integer(), nullable=False),
    sa.Column('is_kept', sa.Boolean(), nullable=False),
    sa.Column('wants_similar', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_saved_mission_mission_id_mission')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_saved_mission_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_mission')),
    sa.UniqueConstraint('person_id', 'mission_id', name=op.f('uq_saved_mission_person_id_mission_id'))
    )
    with op.batch_alter_table('saved_mission', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_mission_mission_id'), ['mission_id'], unique=False)

    op.create_table('suggestion_log',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('mission_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('zone', sa.String(), nullable=False),
    sa.Column('gap', sa.Double(), nullable=False),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('rule_version', sa.String(), nullable=False),
    sa.Column('inputs', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_suggestion_log_mission_id_mission')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_suggestion_log_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suggestion_log'))
    )
    with op.batch_alter_table('suggestion_log', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_suggestion_log_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_suggestion_log_mission_id'), ['mission_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_suggestion_log_person_id_mission_id'), ['person_id', 'mission_id'], unique=False)

    op.create_table('mission_credit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_mission_credit_application_id_application')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mission_credit')),
    sa.UniqueConstraint('application_id', name=op.f('uq_mission_credit_application_id')),
    sa.UniqueConstraint('code', name=op.f('uq_mission_credit_code'))
    )
    op.create_table('mission_debrief',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('participant', 'owner', name='side', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('learned', sa.String(), nullable=False),
    sa.Column('surprised', sa.String(), nullable=False),
    sa.Column('to_improve', sa.String(), nullable=False),
    sa.Column('thanks', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_mission_debrief_application_id_application')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_mission_debrief_author_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mission_debrief')),
    sa.UniqueConstraint('application_id', 'side', name=op.f('uq_mission_debrief_application_id_side'))
    )
    with op.batch_alter_table('mission_debrief', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mission_debrief_author_id'), ['author_id'], unique=False)

    op.create_table('mission_growth',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('application_id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.Column('before', sa.Integer(), nullable=True),
    sa.Column('by_participant', sa.Integer(), nullable=True),
    sa.Column('by_owner', sa.Integer(), nullable=True),
    sa.Column('claim_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('by_owner BETWEEN 0 AND 5', name=op.f('ck_mission_growth_owner_on_scale')),
    sa.CheckConstraint('by_participant BETWEEN 0 AND 5', name=op.f('ck_mission_growth_participant_on_scale')),
    sa.ForeignKeyConstraint(['application_id'], ['application.id'], name=op.f('fk_mission_growth_application_id_application')),
    sa.ForeignKeyConstraint(['claim_id'], ['skill_claim.id'], name=op.f('fk_mission_growth_claim_id_skill_claim')),
    sa.ForeignKeyConstraint(['skill_id'], ['skill.id'], name=op.f('fk_mission_growth_skill_id_skill')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mission_growth')),
    sa.UniqueConstraint('application_id', 'skill_id', name=op.f('uq_mission_growth_application_id_skill_id')),
    sa.UniqueConstraint('claim_id', name=op.f('uq_mission_growth_claim_id'))
    )
    with op.batch_alter_table('mission_growth', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mission_growth_skill_id'), ['skill_id'], unique=False)

    with op.batch_alter_table('import_run', schema=None) as batch_op:
        batch_op.alter_column('stored_name',
               existing_type=sa.VARCHAR(),
               server_default='',
               existing_nullable=False)

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.alter_column('timezone',
               existing_type=sa.VARCHAR(),
               server_default='',
               existing_nullable=False)

    with op.batch_alter_table('skill_claim', schema=None) as batch_op:
        batch_op.alter_column('note',
               existing_type=sa.VARCHAR(),
               server_default='',
               existing_nullable=False)
        batch_op.alter_column('link',
               existing_type=sa.VARCHAR(),
               server_default='',
               existing_nullable=False)



def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table('skill_claim', schema=None) as batch_op:
        batch_op.alter_column('link',
               existing_type=sa.VARCHAR(),
               server_default=sa.text("('')"),
               existing_nullable=False)
        batch_op.alter_column('note',
               existing_type=sa.VARCHAR(),
               server_default=sa.text("('')"),
               existing_nullable=False)

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.alter_column('timezone',
               existing_type=sa.VARCHAR(),
               server_default=sa.text("('')"),
               existing_nullable=False)

    with op.batch_alter_table('import_run', schema=None) as batch_op:
        batch_op.alter_column('stored_name',
               existing_type=sa.VARCHAR(),
               server_default=sa.text("('')"),
               existing_nullable=False)

    with op.batch_alter_table('mission_growth', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mission_growth_skill_id'))

    op.drop_table('mission_growth')
    with op.batch_alter_table('mission_debrief', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mission_debrief_author_id'))

    op.drop_table('mission_debrief')
    op.drop_table('mission_credit')
    with op.batch_alter_table('suggestion_log', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_suggestion_log_person_id_mission_id'))
        batch_op.drop_index(batch_op.f('ix_suggestion_log_mission_id'))
        batch_op.drop_index(batch_op.f('ix_suggestion_log_at'))

    op.drop_table('suggestion_log')
    with op.batch_alter_table('saved_mission', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_mission_mission_id'))

    op.drop_table('saved_mission')
    with op.batch_alter_table('mission_skill', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mission_skill_skill_id'))

    op.drop_table('mission_skill')
    with op.batch_alter_table('mission_question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mission_question_mission_id'))
        batch_op.drop_index(batch_op.f('ix_mission_question_author_id'))
        batch_op.drop_index(batch_op.f('ix_mission_question_answered_by_id'))

    op.drop_table('mission_question')
    with op.batch_alter_table('mission_owner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mission_owner_person_id'))

    op.drop_table('mission_owner')
    with op.batch_alter_table('application', schema=None) as batch_op:
        batch_op.drop_index('uq_application_alive', sqlite_where=sa.text("status IN ('accepted', 'draft', 'in_progress', 'manager_deferred', 'manager_pending', 'offered', 'submitted', 'talk_planned', 'under_review', 'waitlisted')"), postgresql_where=sa.text("status IN ('accepted', 'draft', 'in_progress', 'manager_deferred', 'manager_pending', 'offered', 'submitted', 'talk_planned', 'under_review', 'waitlisted')"))
        batch_op.drop_index(batch_op.f('ix_application_word_by_id'))
        batch_op.drop_index(batch_op.f('ix_application_status_since'))
        batch_op.drop_index(batch_op.f('ix_application_sent_at'))
        batch_op.drop_index(batch_op.f('ix_application_person_id_status'))
        batch_op.drop_index(batch_op.f('ix_application_next_mission_id'))
        batch_op.drop_index(batch_op.f('ix_application_mission_id_status'))
        batch_op.drop_index(batch_op.f('ix_application_manager_id'))

    op.drop_table('application')
    op.drop_table('suggestion_choice')
    with op.batch_alter_table('receipt', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_receipt_at'))

    op.drop_table('receipt')
    op.drop_table('mission_sensitive_unit')
    with op.batch_alter_table('mission', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mission_unit_id'))
        batch_op.drop_index(batch_op.f('ix_mission_theme_id'))
        batch_op.drop_index(batch_op.f('ix_mission_status_starts_on'))
        batch_op.drop_index(batch_op.f('ix_mission_status_published_at'))
        batch_op.drop_index(batch_op.f('ix_mission_site_id'))
        batch_op.drop_index(batch_op.f('ix_mission_owner_id'))
        batch_op.drop_index(batch_op.f('ix_mission_copied_from_id'))

    op.drop_table('mission')
    op.drop_table('theme')
    op.drop_table('mission_rules')
