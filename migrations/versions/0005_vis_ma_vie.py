"""vis ma vie.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table('calendar_feed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('revoked_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_calendar_feed_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_feed_token_hash'))
    )
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_feed_person_id'), ['person_id'], unique=False)
        batch_op.create_index('uq_calendar_feed_live', ['person_id'], unique=True, sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))

    op.create_table('exchange_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'open', 'closed', 'published', 'finished', 'cancelled', name='roundstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('name_fr', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('word_fr', sa.String(), nullable=False),
    sa.Column('word_en', sa.String(), nullable=False),
    sa.Column('join_by', sa.Date(), nullable=False),
    sa.Column('visits_from', sa.Date(), nullable=False),
    sa.Column('visits_to', sa.Date(), nullable=False),
    sa.Column('longest', sa.Integer(), nullable=False),
    sa.Column('half_days', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('site_id', sa.Integer(), nullable=True),
    sa.Column('crosses_sites', sa.Boolean(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('half_days BETWEEN 1 AND 10', name=op.f('ck_exchange_round_half_a_day_to_five')),
    sa.CheckConstraint('longest BETWEEN 2 AND 5', name=op.f('ck_exchange_round_longest_ring')),
    sa.CheckConstraint('visits_from > join_by', name=op.f('ck_exchange_round_visits_after_joining')),
    sa.CheckConstraint('visits_to >= visits_from', name=op.f('ck_exchange_round_ends_after_start')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_exchange_round_author_id_person')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_exchange_round_site_id_site')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_exchange_round_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exchange_round'))
    )
    with op.batch_alter_table('exchange_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_exchange_round_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_exchange_round_site_id'), ['site_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_exchange_round_status_join_by'), ['status', 'join_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_exchange_round_unit_id'), ['unit_id'], unique=False)

    op.create_table('exchange',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('asked', 'confirmed', 'broken', 'finished', name='exchangestatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=True),
    sa.Column('proposed_by_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('answer_by', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['person.id'], name=op.f('fk_exchange_proposed_by_id_person')),
    sa.ForeignKeyConstraint(['round_id'], ['exchange_round.id'], name=op.f('fk_exchange_round_id_exchange_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exchange'))
    )
    with op.batch_alter_table('exchange', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_exchange_answer_by'), ['answer_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_exchange_proposed_by_id'), ['proposed_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_exchange_round_id'), ['round_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_exchange_status_since'), ['status', 'since'], unique=False)

    op.create_table('round_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('joined_at', sa.DateTime(), nullable=False),
    sa.Column('visits', sa.Boolean(), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('travels', sa.Boolean(), nullable=False),
    sa.Column('left_at', sa.DateTime(), nullable=True),
    sa.Column('is_served', sa.Boolean(), nullable=True),
    sa.CheckConstraint('places BETWEEN 0 AND 5', name=op.f('ck_round_member_places_to_host')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_round_member_person_id_person')),
    sa.ForeignKeyConstraint(['round_id'], ['exchange_round.id'], name=op.f('fk_round_member_round_id_exchange_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_member')),
    sa.UniqueConstraint('round_id', 'person_id', name=op.f('uq_round_member_round_id_person_id'))
    )
    with op.batch_alter_table('round_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_member_person_id'), ['person_id'], unique=False)

    op.create_table('round_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('computed_at', sa.DateTime(), nullable=True),
    sa.Column('failed', sa.String(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['person.id'], name=op.f('fk_round_run_asked_by_id_person')),
    sa.ForeignKeyConstraint(['round_id'], ['exchange_round.id'], name=op.f('fk_round_run_round_id_exchange_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_run'))
    )
    with op.batch_alter_table('round_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_run_asked_by_id'), ['asked_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_round_run_round_id'), ['round_id'], unique=False)

    op.create_table('visit_offer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('draft', 'open', 'paused', 'full', 'closed', name='offerstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('host_id', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('site_id', sa.Integer(), nullable=True),
    sa.Column('is_remote', sa.Boolean(), nullable=False),
    sa.Column('meeting_point', sa.String(), nullable=False),
    sa.Column('sights_fr', sa.String(), nullable=False),
    sa.Column('sights_en', sa.String(), nullable=False),
    sa.Column('safety_fr', sa.String(), nullable=False),
    sa.Column('safety_en', sa.String(), nullable=False),
    sa.Column('confidentiality_fr', sa.String(), nullable=False),
    sa.Column('confidentiality_en', sa.String(), nullable=False),
    sa.Column('accessibility_fr', sa.String(), nullable=False),
    sa.Column('accessibility_en', sa.String(), nullable=False),
    sa.Column('search_key', sa.String(), nullable=False),
    sa.Column('format', sa.Enum('observe', 'take_part', 'briefing', name='format', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('half_days', sa.Integer(), nullable=False),
    sa.Column('begins_at', sa.Time(), nullable=False),
    sa.Column('ends_at', sa.Time(), nullable=False),
    sa.Column('timing', sa.Enum('slots', 'periods', name='timing', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('a_month', sa.Integer(), nullable=False),
    sa.Column('reciprocal', sa.Enum('no', 'yes', 'required', name='reciprocal', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('is_for_rounds', sa.Boolean(), nullable=False),
    sa.Column('paused_until', sa.Date(), nullable=True),
    sa.Column('pause_reason', sa.Enum('host', 'unanswered', name='pause', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('opened_at', sa.DateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('a_month BETWEEN 1 AND 20', name=op.f('ck_visit_offer_capacity_a_month')),
    sa.CheckConstraint('ends_at > begins_at', name=op.f('ck_visit_offer_ends_after_it_begins')),
    sa.CheckConstraint('half_days BETWEEN 1 AND 10', name=op.f('ck_visit_offer_half_a_day_to_five')),
    sa.ForeignKeyConstraint(['host_id'], ['person.id'], name=op.f('fk_visit_offer_host_id_person')),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_visit_offer_job_id_job')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_visit_offer_site_id_site')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_visit_offer_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_offer'))
    )
    with op.batch_alter_table('visit_offer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_offer_host_id'), ['host_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_offer_job_id_status'), ['job_id', 'status'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_offer_paused_until'), ['paused_until'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_offer_site_id'), ['site_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_offer_status_opened_at'), ['status', 'opened_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_offer_unit_id'), ['unit_id'], unique=False)

    op.create_table('visit_wish',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('host_id', sa.Integer(), nullable=True),
    sa.Column('aim', sa.Enum('discover', 'confirm', 'work_together', name='aim', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('(CASE WHEN job_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN unit_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN host_id IS NULL THEN 0 ELSE 1 END) = 1', name=op.f('ck_visit_wish_wishes_one_thing')),
    sa.CheckConstraint('host_id != person_id', name=op.f('ck_visit_wish_not_oneself')),
    sa.ForeignKeyConstraint(['host_id'], ['person.id'], name=op.f('fk_visit_wish_host_id_person')),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_visit_wish_job_id_job')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_visit_wish_person_id_person')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_visit_wish_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_wish')),
    sa.UniqueConstraint('person_id', 'host_id', name=op.f('uq_visit_wish_person_id_host_id')),
    sa.UniqueConstraint('person_id', 'job_id', name=op.f('uq_visit_wish_person_id_job_id')),
    sa.UniqueConstraint('person_id', 'unit_id', name=op.f('uq_visit_wish_person_id_unit_id'))
    )
    with op.batch_alter_table('visit_wish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_wish_host_id'), ['host_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_wish_job_id'), ['job_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_wish_person_id_rank'), ['person_id', 'rank'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_wish_unit_id'), ['unit_id'], unique=False)

    op.create_table('exchange_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('exchange_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('is_asked', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['exchange_id'], ['exchange.id'], name=op.f('fk_exchange_member_exchange_id_exchange')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_exchange_member_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exchange_member')),
    sa.UniqueConstraint('exchange_id', 'person_id', name=op.f('uq_exchange_member_exchange_id_person_id')),
    sa.UniqueConstraint('exchange_id', 'place', name=op.f('uq_exchange_member_exchange_id_place'))
    )
    with op.batch_alter_table('exchange_member', schema=None) as batch_op:
        batch_op.create_index('uq_exchange_member_asked', ['person_id'], unique=True, sqlite_where=sa.text('is_asked'), postgresql_where=sa.text('is_asked'))

    op.create_table('round_left_over',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('missing', sa.Enum('no_wish', 'no_host', 'dates', 'sites', 'hosts_nobody', 'no_way_back', 'longer_ring', 'taken', name='missing', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_round_left_over_job_id_job')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_round_left_over_person_id_person')),
    sa.ForeignKeyConstraint(['run_id'], ['round_run.id'], name=op.f('fk_round_left_over_run_id_round_run')),
    sa.PrimaryKeyConstraint('run_id', 'person_id', name=op.f('pk_round_left_over'))
    )
    with op.batch_alter_table('round_left_over', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_left_over_job_id'), ['job_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_round_left_over_person_id'), ['person_id'], unique=False)

    op.create_table('round_leg',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('ring', sa.Integer(), nullable=True),
    sa.Column('place', sa.Integer(), nullable=True),
    sa.Column('visitor_id', sa.Integer(), nullable=False),
    sa.Column('host_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('monday', sa.Date(), nullable=False),
    sa.CheckConstraint('visitor_id != host_id', name=op.f('ck_round_leg_not_oneself')),
    sa.ForeignKeyConstraint(['host_id'], ['person.id'], name=op.f('fk_round_leg_host_id_person')),
    sa.ForeignKeyConstraint(['run_id'], ['round_run.id'], name=op.f('fk_round_leg_run_id_round_run')),
    sa.ForeignKeyConstraint(['visitor_id'], ['person.id'], name=op.f('fk_round_leg_visitor_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_leg')),
    sa.UniqueConstraint('run_id', 'visitor_id', name=op.f('uq_round_leg_run_id_visitor_id'))
    )
    with op.batch_alter_table('round_leg', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_leg_host_id'), ['host_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_round_leg_visitor_id'), ['visitor_id'], unique=False)

    op.create_table('round_week',
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.Column('monday', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['member_id'], ['round_member.id'], name=op.f('fk_round_week_member_id_round_member')),
    sa.PrimaryKeyConstraint('member_id', 'monday', name=op.f('pk_round_week'))
    )
    op.create_table('visit_offer_skill',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('offer_id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['offer_id'], ['visit_offer.id'], name=op.f('fk_visit_offer_skill_offer_id_visit_offer')),
    sa.ForeignKeyConstraint(['skill_id'], ['skill.id'], name=op.f('fk_visit_offer_skill_skill_id_skill')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_offer_skill')),
    sa.UniqueConstraint('offer_id', 'skill_id', name=op.f('uq_visit_offer_skill_offer_id_skill_id'))
    )
    with op.batch_alter_table('visit_offer_skill', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_offer_skill_skill_id'), ['skill_id'], unique=False)

    op.create_table('visit_period',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('offer_id', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=False),
    sa.CheckConstraint('to_on >= from_on', name=op.f('ck_visit_period_ends_after_start')),
    sa.ForeignKeyConstraint(['offer_id'], ['visit_offer.id'], name=op.f('fk_visit_period_offer_id_visit_offer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_period')),
    sa.UniqueConstraint('offer_id', 'from_on', name=op.f('uq_visit_period_offer_id_from_on'))
    )
    op.create_table('visit_slot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('offer_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('begins_at', sa.Time(), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.Column('taken', sa.Integer(), nullable=False),
    sa.CheckConstraint('places BETWEEN 1 AND 20', name=op.f('ck_visit_slot_has_a_place')),
    sa.CheckConstraint('taken >= 0 AND taken <= places', name=op.f('ck_visit_slot_never_overbooked')),
    sa.ForeignKeyConstraint(['offer_id'], ['visit_offer.id'], name=op.f('fk_visit_slot_offer_id_visit_offer')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_slot')),
    sa.UniqueConstraint('offer_id', 'starts_on', 'begins_at', name=op.f('uq_visit_slot_offer_id_starts_on_begins_at'))
    )
    with op.batch_alter_table('visit_slot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_slot_starts_on'), ['starts_on'], unique=False)

    op.create_table('visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('requested', 'host_declined', 'proposed', 'one_way_asked', 'lost', 'host_accepted', 'manager_refused', 'to_sign', 'confirmed', 'took_place', 'partial', 'no_show', 'closed', 'cancelled', 'expired', name='visitstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('visitor_id', sa.Integer(), nullable=False),
    sa.Column('host_id', sa.Integer(), nullable=False),
    sa.Column('offer_id', sa.Integer(), nullable=True),
    sa.Column('slot_id', sa.Integer(), nullable=True),
    sa.Column('exchange_id', sa.Integer(), nullable=True),
    sa.Column('round_id', sa.Integer(), nullable=True),
    sa.Column('place_in_ring', sa.Integer(), nullable=True),
    sa.Column('job_id', sa.Integer(), nullable=True),
    sa.Column('aim', sa.Enum('discover', 'confirm', 'work_together', name='aim', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('host_word', sa.String(), nullable=False),
    sa.Column('requested_at', sa.DateTime(), nullable=False),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('is_day_proposed', sa.Boolean(), nullable=False),
    sa.Column('half_days', sa.Integer(), nullable=False),
    sa.Column('begins_at', sa.Time(), nullable=False),
    sa.Column('ends_at', sa.Time(), nullable=False),
    sa.Column('site_id', sa.Integer(), nullable=True),
    sa.Column('is_remote', sa.Boolean(), nullable=False),
    sa.Column('meeting_point', sa.String(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('invited_at', sa.DateTime(), nullable=True),
    sa.Column('visitor_says', sa.Enum('yes', 'no', name='says', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('host_says', sa.Enum('yes', 'no', name='host_says', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('declined_reason', sa.Enum('dates', 'workload', 'not_the_right_person', 'confidential', 'other', name='visitdecline', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('cancelled_reason', sa.Enum('absent', 'workload', 'changed_mind', 'left', 'other', name='visitcancel', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('cancelled_by_id', sa.Integer(), nullable=True),
    sa.Column('missed_by', sa.Enum('visitor', 'host', name='side', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('closed_as', sa.Enum('requested', 'host_declined', 'proposed', 'one_way_asked', 'lost', 'host_accepted', 'manager_refused', 'to_sign', 'confirmed', 'took_place', 'partial', 'no_show', 'closed', 'cancelled', 'expired', name='closed_as', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_at > begins_at', name=op.f('ck_visit_ends_after_it_begins')),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_visit_ends_after_start')),
    sa.CheckConstraint('half_days BETWEEN 1 AND 10', name=op.f('ck_visit_half_a_day_to_five')),
    sa.CheckConstraint('visitor_id != host_id', name=op.f('ck_visit_not_oneself')),
    sa.ForeignKeyConstraint(['cancelled_by_id'], ['person.id'], name=op.f('fk_visit_cancelled_by_id_person')),
    sa.ForeignKeyConstraint(['exchange_id'], ['exchange.id'], name=op.f('fk_visit_exchange_id_exchange')),
    sa.ForeignKeyConstraint(['host_id'], ['person.id'], name=op.f('fk_visit_host_id_person')),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_visit_job_id_job')),
    sa.ForeignKeyConstraint(['offer_id'], ['visit_offer.id'], name=op.f('fk_visit_offer_id_visit_offer')),
    sa.ForeignKeyConstraint(['round_id'], ['exchange_round.id'], name=op.f('fk_visit_round_id_exchange_round')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_visit_site_id_site')),
    sa.ForeignKeyConstraint(['slot_id'], ['visit_slot.id'], name=op.f('fk_visit_slot_id_visit_slot')),
    sa.ForeignKeyConstraint(['visitor_id'], ['person.id'], name=op.f('fk_visit_visitor_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit'))
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_cancelled_by_id'), ['cancelled_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_exchange_id'), ['exchange_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_host_id_status'), ['host_id', 'status'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_job_id'), ['job_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_offer_id_starts_on'), ['offer_id', 'starts_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_round_id'), ['round_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_site_id'), ['site_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_slot_id'), ['slot_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_status_since'), ['status', 'since'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_status_starts_on'), ['status', 'starts_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_visitor_id_status'), ['visitor_id', 'status'], unique=False)
        batch_op.create_index('uq_visit_alive', ['visitor_id', 'host_id'], unique=True, sqlite_where=sa.text("status IN ('confirmed', 'host_accepted', 'one_way_asked', 'proposed', 'requested', 'to_sign')"), postgresql_where=sa.text("status IN ('confirmed', 'host_accepted', 'one_way_asked', 'proposed', 'requested', 'to_sign')"))

    op.create_table('visit_agreement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('aims', sa.String(), nullable=False),
    sa.Column('programme', sa.String(), nullable=False),
    sa.Column('safety', sa.String(), nullable=False),
    sa.Column('confidentiality', sa.String(), nullable=False),
    sa.Column('travel', sa.Enum('nobody', 'visitor_unit', 'host_unit', 'hr', name='travel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('changed_at', sa.DateTime(), nullable=False),
    sa.Column('changed_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['changed_by_id'], ['person.id'], name=op.f('fk_visit_agreement_changed_by_id_person')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_agreement_visit_id_visit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_agreement')),
    sa.UniqueConstraint('visit_id', name=op.f('uq_visit_agreement_visit_id'))
    )
    with op.batch_alter_table('visit_agreement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_agreement_changed_by_id'), ['changed_by_id'], unique=False)

    op.create_table('visit_certificate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_certificate_visit_id_visit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_certificate')),
    sa.UniqueConstraint('code', name=op.f('uq_visit_certificate_code')),
    sa.UniqueConstraint('visit_id', name=op.f('uq_visit_certificate_visit_id'))
    )
    op.create_table('visit_debrief',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('visitor', 'host', name='side', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('learned', sa.String(), nullable=False),
    sa.Column('surprised', sa.String(), nullable=False),
    sa.Column('to_improve', sa.String(), nullable=False),
    sa.Column('thanks', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_visit_debrief_author_id_person')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_debrief_visit_id_visit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_debrief')),
    sa.UniqueConstraint('visit_id', 'side', name=op.f('uq_visit_debrief_visit_id_side'))
    )
    with op.batch_alter_table('visit_debrief', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_debrief_author_id'), ['author_id'], unique=False)

    op.create_table('visit_signature',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('signer', sa.Enum('visitor', 'host', 'visitor_manager', 'host_manager', name='signer', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_visit_signature_person_id_person')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_signature_visit_id_visit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_signature')),
    sa.UniqueConstraint('visit_id', 'signer', 'version', name=op.f('uq_visit_signature_visit_id_signer_version'))
    )
    with op.batch_alter_table('visit_signature', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_signature_person_id'), ['person_id'], unique=False)

    op.create_table('visit_skill',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['skill_id'], ['skill.id'], name=op.f('fk_visit_skill_skill_id_skill')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_skill_visit_id_visit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_skill')),
    sa.UniqueConstraint('visit_id', 'skill_id', name=op.f('uq_visit_skill_visit_id_skill_id'))
    )
    with op.batch_alter_table('visit_skill', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_skill_skill_id'), ['skill_id'], unique=False)

    op.create_table('visit_word',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('visitor', 'host', name='side', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('manager_id', sa.Integer(), nullable=True),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('climbed_at', sa.DateTime(), nullable=True),
    sa.Column('answer', sa.Enum('agreed', 'deferred', 'refused', name='answer', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('answered_at', sa.DateTime(), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('from_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_visit_word_answered_by_id_person')),
    sa.ForeignKeyConstraint(['manager_id'], ['person.id'], name=op.f('fk_visit_word_manager_id_person')),
    sa.ForeignKeyConstraint(['visit_id'], ['visit.id'], name=op.f('fk_visit_word_visit_id_visit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_word')),
    sa.UniqueConstraint('visit_id', 'side', name=op.f('uq_visit_word_visit_id_side'))
    )
    with op.batch_alter_table('visit_word', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_word_answered_by_id'), ['answered_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_word_manager_id'), ['manager_id'], unique=False)

    with op.batch_alter_table('nomination_evidence', schema=None) as batch_op:
        batch_op.add_column(sa.Column('visit_certificate_id', sa.Integer(), nullable=True))
        batch_op.drop_constraint(batch_op.f('ck_nomination_evidence_shows_one_thing'), type_='check')
        batch_op.create_check_constraint(
            batch_op.f('ck_nomination_evidence_shows_one_thing'),
            "(CASE WHEN claim_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN credit_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN visit_certificate_id IS NULL THEN 0 ELSE 1 END) = 1",
        )
        batch_op.create_index(batch_op.f('ix_nomination_evidence_visit_certificate_id'), ['visit_certificate_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_nomination_evidence_nomination_id_visit_certificate_id'), ['nomination_id', 'visit_certificate_id'])
        batch_op.create_unique_constraint(batch_op.f('uq_nomination_evidence_nominee_id_visit_certificate_id'), ['nominee_id', 'visit_certificate_id'])
        batch_op.create_foreign_key(batch_op.f('fk_nomination_evidence_visit_certificate_id_visit_certificate'), 'visit_certificate', ['visit_certificate_id'], ['id'])

    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.add_column(sa.Column('invitation', sa.String(), server_default='', nullable=False))



def downgrade() -> None:
    """Take the change back; visits that were shown as evidence are shown no more."""
    op.execute("DELETE FROM nomination_evidence WHERE visit_certificate_id IS NOT NULL")
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_column('invitation')

    with op.batch_alter_table('nomination_evidence', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_nomination_evidence_visit_certificate_id_visit_certificate'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_nomination_evidence_nominee_id_visit_certificate_id'), type_='unique')
        batch_op.drop_constraint(batch_op.f('uq_nomination_evidence_nomination_id_visit_certificate_id'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_nomination_evidence_visit_certificate_id'))
        batch_op.drop_constraint(batch_op.f('ck_nomination_evidence_shows_one_thing'), type_='check')
        batch_op.create_check_constraint(
            batch_op.f('ck_nomination_evidence_shows_one_thing'), '(claim_id IS NULL) != (credit_id IS NULL)'
        )
        batch_op.drop_column('visit_certificate_id')

    with op.batch_alter_table('visit_word', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_word_manager_id'))
        batch_op.drop_index(batch_op.f('ix_visit_word_answered_by_id'))

    op.drop_table('visit_word')
    with op.batch_alter_table('visit_skill', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_skill_skill_id'))

    op.drop_table('visit_skill')
    with op.batch_alter_table('visit_signature', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_signature_person_id'))

    op.drop_table('visit_signature')
    with op.batch_alter_table('visit_debrief', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_debrief_author_id'))

    op.drop_table('visit_debrief')
    op.drop_table('visit_certificate')
    with op.batch_alter_table('visit_agreement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_agreement_changed_by_id'))

    op.drop_table('visit_agreement')
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_index('uq_visit_alive', sqlite_where=sa.text("status IN ('confirmed', 'host_accepted', 'one_way_asked', 'proposed', 'requested', 'to_sign')"), postgresql_where=sa.text("status IN ('confirmed', 'host_accepted', 'one_way_asked', 'proposed', 'requested', 'to_sign')"))
        batch_op.drop_index(batch_op.f('ix_visit_visitor_id_status'))
        batch_op.drop_index(batch_op.f('ix_visit_status_starts_on'))
        batch_op.drop_index(batch_op.f('ix_visit_status_since'))
        batch_op.drop_index(batch_op.f('ix_visit_slot_id'))
        batch_op.drop_index(batch_op.f('ix_visit_site_id'))
        batch_op.drop_index(batch_op.f('ix_visit_round_id'))
        batch_op.drop_index(batch_op.f('ix_visit_offer_id_starts_on'))
        batch_op.drop_index(batch_op.f('ix_visit_job_id'))
        batch_op.drop_index(batch_op.f('ix_visit_host_id_status'))
        batch_op.drop_index(batch_op.f('ix_visit_exchange_id'))
        batch_op.drop_index(batch_op.f('ix_visit_cancelled_by_id'))

    op.drop_table('visit')
    with op.batch_alter_table('visit_slot', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_slot_starts_on'))

    op.drop_table('visit_slot')
    op.drop_table('visit_period')
    with op.batch_alter_table('visit_offer_skill', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_offer_skill_skill_id'))

    op.drop_table('visit_offer_skill')
    op.drop_table('round_week')
    with op.batch_alter_table('round_leg', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_leg_visitor_id'))
        batch_op.drop_index(batch_op.f('ix_round_leg_host_id'))

    op.drop_table('round_leg')
    with op.batch_alter_table('round_left_over', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_left_over_person_id'))
        batch_op.drop_index(batch_op.f('ix_round_left_over_job_id'))

    op.drop_table('round_left_over')
    with op.batch_alter_table('exchange_member', schema=None) as batch_op:
        batch_op.drop_index('uq_exchange_member_asked', sqlite_where=sa.text('is_asked'), postgresql_where=sa.text('is_asked'))

    op.drop_table('exchange_member')
    with op.batch_alter_table('visit_wish', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_wish_unit_id'))
        batch_op.drop_index(batch_op.f('ix_visit_wish_person_id_rank'))
        batch_op.drop_index(batch_op.f('ix_visit_wish_job_id'))
        batch_op.drop_index(batch_op.f('ix_visit_wish_host_id'))

    op.drop_table('visit_wish')
    with op.batch_alter_table('visit_offer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_offer_unit_id'))
        batch_op.drop_index(batch_op.f('ix_visit_offer_status_opened_at'))
        batch_op.drop_index(batch_op.f('ix_visit_offer_site_id'))
        batch_op.drop_index(batch_op.f('ix_visit_offer_paused_until'))
        batch_op.drop_index(batch_op.f('ix_visit_offer_job_id_status'))
        batch_op.drop_index(batch_op.f('ix_visit_offer_host_id'))

    op.drop_table('visit_offer')
    with op.batch_alter_table('round_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_run_round_id'))
        batch_op.drop_index(batch_op.f('ix_round_run_asked_by_id'))

    op.drop_table('round_run')
    with op.batch_alter_table('round_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_member_person_id'))

    op.drop_table('round_member')
    with op.batch_alter_table('exchange', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_exchange_status_since'))
        batch_op.drop_index(batch_op.f('ix_exchange_round_id'))
        batch_op.drop_index(batch_op.f('ix_exchange_proposed_by_id'))
        batch_op.drop_index(batch_op.f('ix_exchange_answer_by'))

    op.drop_table('exchange')
    with op.batch_alter_table('exchange_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_exchange_round_unit_id'))
        batch_op.drop_index(batch_op.f('ix_exchange_round_status_join_by'))
        batch_op.drop_index(batch_op.f('ix_exchange_round_site_id'))
        batch_op.drop_index(batch_op.f('ix_exchange_round_author_id'))

    op.drop_table('exchange_round')
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.drop_index('uq_calendar_feed_live', sqlite_where=sa.text('revoked_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_calendar_feed_person_id'))

    op.drop_table('calendar_feed')
