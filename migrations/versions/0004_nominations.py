"""nominations.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table('campaign',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('planned', 'open', 'closed', 'calibrated', 'published', 'archived', name='campaignstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('name_fr', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('purpose_fr', sa.String(), nullable=False),
    sa.Column('purpose_en', sa.String(), nullable=False),
    sa.Column('criteria_fr', sa.String(), nullable=False),
    sa.Column('criteria_en', sa.String(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('site_id', sa.Integer(), nullable=True),
    sa.Column('peers_nominate', sa.Boolean(), nullable=False),
    sa.Column('has_nine_box', sa.Boolean(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('closes_on >= opens_on', name=op.f('ck_campaign_closes_after_it_opens')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_campaign_author_id_person')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_campaign_site_id_site')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_campaign_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign'))
    )
    with op.batch_alter_table('campaign', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_campaign_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_campaign_site_id'), ['site_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_campaign_status_closes_on'), ['status', 'closes_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_campaign_unit_id'), ['unit_id'], unique=False)

    op.create_table('talent_pool',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name_fr', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('purpose_fr', sa.String(), nullable=False),
    sa.Column('purpose_en', sa.String(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('site_id', sa.Integer(), nullable=True),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('retired_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('months BETWEEN 1 AND 60', name=op.f('ck_talent_pool_months_in_range')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_talent_pool_author_id_person')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_talent_pool_site_id_site')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_talent_pool_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_talent_pool'))
    )
    with op.batch_alter_table('talent_pool', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_talent_pool_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_talent_pool_site_id'), ['site_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_talent_pool_unit_id'), ['unit_id'], unique=False)

    op.create_table('calibration_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('name_fr', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('site_id', sa.Integer(), nullable=True),
    sa.Column('grouped_by', sa.Enum('unit', 'site', 'manager', name='grouping', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('status', sa.Enum('prepared', 'running', 'closed', name='sessionstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_calibration_session_author_id_person')),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_calibration_session_campaign_id_campaign')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_calibration_session_site_id_site')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_calibration_session_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calibration_session'))
    )
    with op.batch_alter_table('calibration_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calibration_session_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_calibration_session_campaign_id_held_on'), ['campaign_id', 'held_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_calibration_session_site_id'), ['site_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_calibration_session_unit_id'), ['unit_id'], unique=False)

    op.create_table('campaign_intent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('intent', sa.Enum('advancement', 'lateral', 'programme', name='intent', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('programme_fr', sa.String(), nullable=False),
    sa.Column('programme_en', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_campaign_intent_campaign_id_campaign')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_campaign_intent')),
    sa.UniqueConstraint('campaign_id', 'intent', name=op.f('uq_campaign_intent_campaign_id_intent'))
    )
    op.create_table('nominee',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('commitment', sa.String(), nullable=False),
    sa.Column('words_at', sa.DateTime(), nullable=True),
    sa.Column('opened_to_id', sa.Integer(), nullable=True),
    sa.Column('wants_talk_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_nominee_campaign_id_campaign')),
    sa.ForeignKeyConstraint(['opened_to_id'], ['person.id'], name=op.f('fk_nominee_opened_to_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_nominee_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nominee')),
    sa.UniqueConstraint('campaign_id', 'person_id', name=op.f('uq_nominee_campaign_id_person_id'))
    )
    with op.batch_alter_table('nominee', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_nominee_opened_to_id'), ['opened_to_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_nominee_person_id'), ['person_id'], unique=False)

    op.create_table('candidacy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('nominee_id', sa.Integer(), nullable=False),
    sa.Column('intent', sa.Enum('advancement', 'lateral', 'programme', name='intent', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('target_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.Enum('nominee_informed', 'accepted', 'postponed', 'declined', 'returned', 'withdrawn', 'under_review', 'decided', 'in_pool', 'lapsed', name='candidacystatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('postponed_until', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['nominee_id'], ['nominee.id'], name=op.f('fk_candidacy_nominee_id_nominee')),
    sa.ForeignKeyConstraint(['target_id'], ['job.id'], name=op.f('fk_candidacy_target_id_job')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_candidacy')),
    sa.UniqueConstraint('nominee_id', 'intent', name=op.f('uq_candidacy_nominee_id_intent'))
    )
    with op.batch_alter_table('candidacy', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_candidacy_postponed_until'), ['postponed_until'], unique=False)
        batch_op.create_index(batch_op.f('ix_candidacy_status_since'), ['status', 'since'], unique=False)
        batch_op.create_index(batch_op.f('ix_candidacy_target_id'), ['target_id'], unique=False)

    op.create_table('nomination',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('campaign_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('nominee_id', sa.Integer(), nullable=True),
    sa.Column('nominator_id', sa.Integer(), nullable=False),
    sa.Column('submitter_id', sa.Integer(), nullable=False),
    sa.Column('relation', sa.Enum('manager', 'other_manager', 'colleague', 'self', name='relation', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('status', sa.Enum('draft', 'submitted', 'withdrawn', 'lapsed', name='nominationstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('rationale', sa.String(), nullable=False),
    sa.Column('commitment', sa.String(), nullable=False),
    sa.Column('reference_id', sa.Integer(), nullable=True),
    sa.Column('is_late', sa.Boolean(), nullable=False),
    sa.Column('late_reason', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('reference_id != person_id', name=op.f('ck_nomination_not_ones_own_reference')),
    sa.ForeignKeyConstraint(['campaign_id'], ['campaign.id'], name=op.f('fk_nomination_campaign_id_campaign')),
    sa.ForeignKeyConstraint(['nominator_id'], ['person.id'], name=op.f('fk_nomination_nominator_id_person')),
    sa.ForeignKeyConstraint(['nominee_id'], ['nominee.id'], name=op.f('fk_nomination_nominee_id_nominee')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_nomination_person_id_person')),
    sa.ForeignKeyConstraint(['reference_id'], ['person.id'], name=op.f('fk_nomination_reference_id_person')),
    sa.ForeignKeyConstraint(['submitter_id'], ['person.id'], name=op.f('fk_nomination_submitter_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nomination'))
    )
    with op.batch_alter_table('nomination', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_nomination_nominator_id'), ['nominator_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_nomination_nominee_id'), ['nominee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_nomination_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_nomination_reference_id'), ['reference_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_nomination_status_campaign_id'), ['status', 'campaign_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_nomination_submitter_id'), ['submitter_id'], unique=False)
        batch_op.create_index('uq_nomination_draft', ['campaign_id', 'person_id', 'nominator_id', 'submitter_id'], unique=True, sqlite_where=sa.text("status = 'draft'"), postgresql_where=sa.text("status = 'draft'"))
        batch_op.create_index('uq_nomination_sent', ['campaign_id', 'person_id', 'nominator_id'], unique=True, sqlite_where=sa.text("status = 'submitted'"), postgresql_where=sa.text("status = 'submitted'"))

    op.create_table('session_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('nominee_id', sa.Integer(), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_session_note_author_id_person')),
    sa.ForeignKeyConstraint(['nominee_id'], ['nominee.id'], name=op.f('fk_session_note_nominee_id_nominee')),
    sa.ForeignKeyConstraint(['session_id'], ['calibration_session.id'], name=op.f('fk_session_note_session_id_calibration_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_note'))
    )
    with op.batch_alter_table('session_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_note_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_session_note_nominee_id'), ['nominee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_session_note_session_id'), ['session_id'], unique=False)

    op.create_table('session_placement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('nominee_id', sa.Integer(), nullable=False),
    sa.Column('today', sa.Integer(), nullable=False),
    sa.Column('learning', sa.Integer(), nullable=False),
    sa.Column('placed_by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('learning BETWEEN 1 AND 3', name=op.f('ck_session_placement_learning_on_grid')),
    sa.CheckConstraint('today BETWEEN 1 AND 3', name=op.f('ck_session_placement_today_on_grid')),
    sa.ForeignKeyConstraint(['nominee_id'], ['nominee.id'], name=op.f('fk_session_placement_nominee_id_nominee')),
    sa.ForeignKeyConstraint(['placed_by_id'], ['person.id'], name=op.f('fk_session_placement_placed_by_id_person')),
    sa.ForeignKeyConstraint(['session_id'], ['calibration_session.id'], name=op.f('fk_session_placement_session_id_calibration_session')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_placement')),
    sa.UniqueConstraint('session_id', 'nominee_id', name=op.f('uq_session_placement_session_id_nominee_id'))
    )
    with op.batch_alter_table('session_placement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_placement_nominee_id'), ['nominee_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_session_placement_placed_by_id'), ['placed_by_id'], unique=False)

    op.create_table('candidacy_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('candidacy_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.Enum('approved', 'not_now', 'rejected', name='outcome', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('action_owner_id', sa.Integer(), nullable=True),
    sa.Column('action_done_at', sa.DateTime(), nullable=True),
    sa.Column('next_step', sa.Enum('mission', 'visit', 'mentor', 'path', 'skill', name='nextstep', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('next_note', sa.String(), nullable=False),
    sa.Column('pool_id', sa.Integer(), nullable=True),
    sa.Column('pool_until', sa.Date(), nullable=True),
    sa.Column('talk_with_id', sa.Integer(), nullable=True),
    sa.Column('staged_by_id', sa.Integer(), nullable=False),
    sa.Column('staged_at', sa.DateTime(), nullable=False),
    sa.Column('published_by_id', sa.Integer(), nullable=True),
    sa.Column('published_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("outcome != 'not_now' OR (review_on IS NOT NULL AND action != '')", name=op.f('ck_candidacy_decision_not_now_says_when')),
    sa.CheckConstraint("outcome != 'rejected' OR (reason != '' AND next_step IS NOT NULL)", name=op.f('ck_candidacy_decision_rejected_opens_a_door')),
    sa.CheckConstraint("outcome = 'approved' OR pool_id IS NULL", name=op.f('ck_candidacy_decision_only_approved_join')),
    sa.ForeignKeyConstraint(['action_owner_id'], ['person.id'], name=op.f('fk_candidacy_decision_action_owner_id_person')),
    sa.ForeignKeyConstraint(['candidacy_id'], ['candidacy.id'], name=op.f('fk_candidacy_decision_candidacy_id_candidacy')),
    sa.ForeignKeyConstraint(['pool_id'], ['talent_pool.id'], name=op.f('fk_candidacy_decision_pool_id_talent_pool')),
    sa.ForeignKeyConstraint(['published_by_id'], ['person.id'], name=op.f('fk_candidacy_decision_published_by_id_person')),
    sa.ForeignKeyConstraint(['session_id'], ['calibration_session.id'], name=op.f('fk_candidacy_decision_session_id_calibration_session')),
    sa.ForeignKeyConstraint(['staged_by_id'], ['person.id'], name=op.f('fk_candidacy_decision_staged_by_id_person')),
    sa.ForeignKeyConstraint(['talk_with_id'], ['person.id'], name=op.f('fk_candidacy_decision_talk_with_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_candidacy_decision')),
    sa.UniqueConstraint('candidacy_id', name=op.f('uq_candidacy_decision_candidacy_id'))
    )
    with op.batch_alter_table('candidacy_decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_candidacy_decision_action_owner_id'), ['action_owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_candidacy_decision_pool_id'), ['pool_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_candidacy_decision_published_by_id'), ['published_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_candidacy_decision_review_on'), ['review_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_candidacy_decision_session_id'), ['session_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_candidacy_decision_staged_by_id'), ['staged_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_candidacy_decision_talk_with_id'), ['talk_with_id'], unique=False)

    op.create_table('nomination_evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('nomination_id', sa.Integer(), nullable=True),
    sa.Column('nominee_id', sa.Integer(), nullable=True),
    sa.Column('claim_id', sa.Integer(), nullable=True),
    sa.Column('credit_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.CheckConstraint('(claim_id IS NULL) != (credit_id IS NULL)', name=op.f('ck_nomination_evidence_shows_one_thing')),
    sa.CheckConstraint('(nomination_id IS NULL) != (nominee_id IS NULL)', name=op.f('ck_nomination_evidence_shown_by_one')),
    sa.ForeignKeyConstraint(['claim_id'], ['skill_claim.id'], name=op.f('fk_nomination_evidence_claim_id_skill_claim')),
    sa.ForeignKeyConstraint(['credit_id'], ['mission_credit.id'], name=op.f('fk_nomination_evidence_credit_id_mission_credit')),
    sa.ForeignKeyConstraint(['nomination_id'], ['nomination.id'], name=op.f('fk_nomination_evidence_nomination_id_nomination')),
    sa.ForeignKeyConstraint(['nominee_id'], ['nominee.id'], name=op.f('fk_nomination_evidence_nominee_id_nominee')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nomination_evidence')),
    sa.UniqueConstraint('nomination_id', 'claim_id', name=op.f('uq_nomination_evidence_nomination_id_claim_id')),
    sa.UniqueConstraint('nomination_id', 'credit_id', name=op.f('uq_nomination_evidence_nomination_id_credit_id')),
    sa.UniqueConstraint('nominee_id', 'claim_id', name=op.f('uq_nomination_evidence_nominee_id_claim_id')),
    sa.UniqueConstraint('nominee_id', 'credit_id', name=op.f('uq_nomination_evidence_nominee_id_credit_id'))
    )
    with op.batch_alter_table('nomination_evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_nomination_evidence_claim_id'), ['claim_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_nomination_evidence_credit_id'), ['credit_id'], unique=False)

    op.create_table('nomination_intent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('nomination_id', sa.Integer(), nullable=False),
    sa.Column('intent', sa.Enum('advancement', 'lateral', 'programme', name='intent', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('target_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['nomination_id'], ['nomination.id'], name=op.f('fk_nomination_intent_nomination_id_nomination')),
    sa.ForeignKeyConstraint(['target_id'], ['job.id'], name=op.f('fk_nomination_intent_target_id_job')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_nomination_intent')),
    sa.UniqueConstraint('nomination_id', 'intent', name=op.f('uq_nomination_intent_nomination_id_intent'))
    )
    with op.batch_alter_table('nomination_intent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_nomination_intent_target_id'), ['target_id'], unique=False)

    op.create_table('pool_membership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('pool_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('candidacy_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.Enum('member', 'left', 'expired', name='membershipstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('joined_on', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('renewals', sa.Integer(), nullable=False),
    sa.Column('word', sa.String(), nullable=False),
    sa.Column('ended_by_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('until >= joined_on', name=op.f('ck_pool_membership_ends_after_it_begins')),
    sa.ForeignKeyConstraint(['candidacy_id'], ['candidacy.id'], name=op.f('fk_pool_membership_candidacy_id_candidacy')),
    sa.ForeignKeyConstraint(['ended_by_id'], ['person.id'], name=op.f('fk_pool_membership_ended_by_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_pool_membership_person_id_person')),
    sa.ForeignKeyConstraint(['pool_id'], ['talent_pool.id'], name=op.f('fk_pool_membership_pool_id_talent_pool')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pool_membership'))
    )
    with op.batch_alter_table('pool_membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pool_membership_candidacy_id'), ['candidacy_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pool_membership_ended_by_id'), ['ended_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pool_membership_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pool_membership_status_until'), ['status', 'until'], unique=False)
        batch_op.create_index('uq_pool_membership_alive', ['pool_id', 'person_id'], unique=True, sqlite_where=sa.text("status = 'member'"), postgresql_where=sa.text("status = 'member'"))

    op.create_table('pool_approach',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('membership_id', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=True),
    sa.Column('mission_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.Enum('asked', 'agreed', 'deferred', 'refused', 'approached', 'interested', 'not_interested', 'called_off', name='approachstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('manager_id', sa.Integer(), nullable=True),
    sa.Column('climbed_at', sa.DateTime(), nullable=True),
    sa.Column('reached_at', sa.DateTime(), nullable=True),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('word_reason', sa.String(), nullable=False),
    sa.Column('available_from', sa.Date(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.CheckConstraint('(job_id IS NULL) != (mission_id IS NULL)', name=op.f('ck_pool_approach_about_one_thing')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['person.id'], name=op.f('fk_pool_approach_asked_by_id_person')),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_pool_approach_job_id_job')),
    sa.ForeignKeyConstraint(['manager_id'], ['person.id'], name=op.f('fk_pool_approach_manager_id_person')),
    sa.ForeignKeyConstraint(['membership_id'], ['pool_membership.id'], name=op.f('fk_pool_approach_membership_id_pool_membership')),
    sa.ForeignKeyConstraint(['mission_id'], ['mission.id'], name=op.f('fk_pool_approach_mission_id_mission')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pool_approach'))
    )
    with op.batch_alter_table('pool_approach', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pool_approach_asked_by_id'), ['asked_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pool_approach_job_id'), ['job_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pool_approach_manager_id'), ['manager_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pool_approach_mission_id'), ['mission_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pool_approach_status_since'), ['status', 'since'], unique=False)
        batch_op.create_index('uq_pool_approach_job', ['membership_id', 'job_id'], unique=True, sqlite_where=sa.text("status IN ('agreed', 'approached', 'asked', 'deferred')"), postgresql_where=sa.text("status IN ('agreed', 'approached', 'asked', 'deferred')"))
        batch_op.create_index('uq_pool_approach_mission', ['membership_id', 'mission_id'], unique=True, sqlite_where=sa.text("status IN ('agreed', 'approached', 'asked', 'deferred')"), postgresql_where=sa.text("status IN ('agreed', 'approached', 'asked', 'deferred')"))

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('gender', sa.Enum('woman', 'man', 'other', name='gender', native_enum=False, create_constraint=True, length=40), nullable=True))



def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_person_gender'), type_='check')
        batch_op.drop_column('gender')

    with op.batch_alter_table('pool_approach', schema=None) as batch_op:
        batch_op.drop_index('uq_pool_approach_mission', sqlite_where=sa.text("status IN ('agreed', 'approached', 'asked', 'deferred')"), postgresql_where=sa.text("status IN ('agreed', 'approached', 'asked', 'deferred')"))
        batch_op.drop_index('uq_pool_approach_job', sqlite_where=sa.text("status IN ('agreed', 'approached', 'asked', 'deferred')"), postgresql_where=sa.text("status IN ('agreed', 'approached', 'asked', 'deferred')"))
        batch_op.drop_index(batch_op.f('ix_pool_approach_status_since'))
        batch_op.drop_index(batch_op.f('ix_pool_approach_mission_id'))
        batch_op.drop_index(batch_op.f('ix_pool_approach_manager_id'))
        batch_op.drop_index(batch_op.f('ix_pool_approach_job_id'))
        batch_op.drop_index(batch_op.f('ix_pool_approach_asked_by_id'))

    op.drop_table('pool_approach')
    with op.batch_alter_table('pool_membership', schema=None) as batch_op:
        batch_op.drop_index('uq_pool_membership_alive', sqlite_where=sa.text("status = 'member'"), postgresql_where=sa.text("status = 'member'"))
        batch_op.drop_index(batch_op.f('ix_pool_membership_status_until'))
        batch_op.drop_index(batch_op.f('ix_pool_membership_person_id'))
        batch_op.drop_index(batch_op.f('ix_pool_membership_ended_by_id'))
        batch_op.drop_index(batch_op.f('ix_pool_membership_candidacy_id'))

    op.drop_table('pool_membership')
    with op.batch_alter_table('nomination_intent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_nomination_intent_target_id'))

    op.drop_table('nomination_intent')
    with op.batch_alter_table('nomination_evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_nomination_evidence_credit_id'))
        batch_op.drop_index(batch_op.f('ix_nomination_evidence_claim_id'))

    op.drop_table('nomination_evidence')
    with op.batch_alter_table('candidacy_decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_candidacy_decision_talk_with_id'))
        batch_op.drop_index(batch_op.f('ix_candidacy_decision_staged_by_id'))
        batch_op.drop_index(batch_op.f('ix_candidacy_decision_session_id'))
        batch_op.drop_index(batch_op.f('ix_candidacy_decision_review_on'))
        batch_op.drop_index(batch_op.f('ix_candidacy_decision_published_by_id'))
        batch_op.drop_index(batch_op.f('ix_candidacy_decision_pool_id'))
        batch_op.drop_index(batch_op.f('ix_candidacy_decision_action_owner_id'))

    op.drop_table('candidacy_decision')
    with op.batch_alter_table('session_placement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_session_placement_placed_by_id'))
        batch_op.drop_index(batch_op.f('ix_session_placement_nominee_id'))

    op.drop_table('session_placement')
    with op.batch_alter_table('session_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_session_note_session_id'))
        batch_op.drop_index(batch_op.f('ix_session_note_nominee_id'))
        batch_op.drop_index(batch_op.f('ix_session_note_author_id'))

    op.drop_table('session_note')
    with op.batch_alter_table('nomination', schema=None) as batch_op:
        batch_op.drop_index('uq_nomination_sent', sqlite_where=sa.text("status = 'submitted'"), postgresql_where=sa.text("status = 'submitted'"))
        batch_op.drop_index('uq_nomination_draft', sqlite_where=sa.text("status = 'draft'"), postgresql_where=sa.text("status = 'draft'"))
        batch_op.drop_index(batch_op.f('ix_nomination_submitter_id'))
        batch_op.drop_index(batch_op.f('ix_nomination_status_campaign_id'))
        batch_op.drop_index(batch_op.f('ix_nomination_reference_id'))
        batch_op.drop_index(batch_op.f('ix_nomination_person_id'))
        batch_op.drop_index(batch_op.f('ix_nomination_nominee_id'))
        batch_op.drop_index(batch_op.f('ix_nomination_nominator_id'))

    op.drop_table('nomination')
    with op.batch_alter_table('candidacy', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_candidacy_target_id'))
        batch_op.drop_index(batch_op.f('ix_candidacy_status_since'))
        batch_op.drop_index(batch_op.f('ix_candidacy_postponed_until'))

    op.drop_table('candidacy')
    with op.batch_alter_table('nominee', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_nominee_person_id'))
        batch_op.drop_index(batch_op.f('ix_nominee_opened_to_id'))

    op.drop_table('nominee')
    op.drop_table('campaign_intent')
    with op.batch_alter_table('calibration_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calibration_session_unit_id'))
        batch_op.drop_index(batch_op.f('ix_calibration_session_site_id'))
        batch_op.drop_index(batch_op.f('ix_calibration_session_campaign_id_held_on'))
        batch_op.drop_index(batch_op.f('ix_calibration_session_author_id'))

    op.drop_table('calibration_session')
    with op.batch_alter_table('talent_pool', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_talent_pool_unit_id'))
        batch_op.drop_index(batch_op.f('ix_talent_pool_site_id'))
        batch_op.drop_index(batch_op.f('ix_talent_pool_author_id'))

    op.drop_table('talent_pool')
    with op.batch_alter_table('campaign', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_campaign_unit_id'))
        batch_op.drop_index(batch_op.f('ix_campaign_status_closes_on'))
        batch_op.drop_index(batch_op.f('ix_campaign_site_id'))
        batch_op.drop_index(batch_op.f('ix_campaign_author_id'))

    op.drop_table('campaign')
