"""first tables.

Revision ID: 0001
Revises: 
"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table('job_family',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name_fr', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('colour', sa.Integer(), nullable=False),
    sa.CheckConstraint('colour BETWEEN 0 AND 9', name=op.f('ck_job_family_colour_is_a_slot')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_family')),
    sa.UniqueConstraint('code', name=op.f('uq_job_family_code'))
    )
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('employee_number', sa.String(), nullable=False),
    sa.Column('first_name', sa.String(), nullable=False),
    sa.Column('last_name', sa.String(), nullable=False),
    sa.Column('search_key', sa.String(), nullable=False),
    sa.Column('email', sa.String(), nullable=True),
    sa.Column('locale', sa.String(), nullable=True),
    sa.Column('hired_on', sa.Date(), nullable=True),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email', name=op.f('uq_person_email')),
    sa.UniqueConstraint('employee_number', name=op.f('uq_person_employee_number'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_search_key'), ['search_key'], unique=False)

    op.create_table('site',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('country', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_site')),
    sa.UniqueConstraint('code', name=op.f('uq_site_code'))
    )
    op.create_table('skill_family',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name_fr', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skill_family')),
    sa.UniqueConstraint('code', name=op.f('uq_skill_family_code'))
    )
    op.create_table('snapshot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('built_at', sa.DateTime(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('data_hash', sa.String(), nullable=False),
    sa.Column('rule_version', sa.String(), nullable=False),
    sa.Column('jobs', sa.Integer(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('moves', sa.Integer(), nullable=False),
    sa.Column('renamed', sa.Integer(), nullable=False),
    sa.Column('graph', sa.LargeBinary(), nullable=False),
    sa.Column('layout', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_snapshot'))
    )
    with op.batch_alter_table('snapshot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_snapshot_built_at'), ['built_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_snapshot_data_hash'), ['data_hash'], unique=False)

    op.create_table('unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name_fr', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('parent_id != id', name=op.f('ck_unit_not_its_own_parent')),
    sa.ForeignKeyConstraint(['parent_id'], ['unit.id'], name=op.f('fk_unit_parent_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit')),
    sa.UniqueConstraint('code', name=op.f('uq_unit_code'))
    )
    with op.batch_alter_table('unit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_unit_parent_id'), ['parent_id'], unique=False)

    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(), nullable=False),
    sa.Column('password', sa.String(), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('fs_uniquifier', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_account_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email', name=op.f('uq_account_email')),
    sa.UniqueConstraint('fs_uniquifier', name=op.f('uq_account_fs_uniquifier')),
    sa.UniqueConstraint('person_id', name=op.f('uq_account_person_id'))
    )
    op.create_table('audit_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_audit_event_actor_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_event'))
    )
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_audit_event_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_event_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_event_kind'), ['kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_audit_event_subject'), ['subject'], unique=False)

    op.create_table('import_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('file_name', sa.String(), nullable=False),
    sa.Column('file_hash', sa.String(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('added', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('unchanged', sa.Integer(), nullable=False),
    sa.Column('people_added', sa.Integer(), nullable=False),
    sa.Column('people_changed', sa.Integer(), nullable=False),
    sa.Column('jobs_added', sa.Integer(), nullable=False),
    sa.Column('families_added', sa.Integer(), nullable=False),
    sa.Column('units_added', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_import_run_author_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_run'))
    )
    with op.batch_alter_table('import_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_run_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_run_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_run_file_hash'), ['file_hash'], unique=False)

    op.create_table('job',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('family_id', sa.Integer(), nullable=True),
    sa.Column('grade', sa.Integer(), nullable=True),
    sa.Column('title_fr', sa.String(), nullable=False),
    sa.Column('title_en', sa.String(), nullable=False),
    sa.Column('description_fr', sa.String(), nullable=False),
    sa.Column('description_en', sa.String(), nullable=False),
    sa.Column('search_key', sa.String(), nullable=False),
    sa.Column('is_temporary', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['family_id'], ['job_family.id'], name=op.f('fk_job_family_id_job_family')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    sa.UniqueConstraint('code', name=op.f('uq_job_code'))
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_family_id'), ['family_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_search_key'), ['search_key'], unique=False)

    op.create_table('skill',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('family_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Enum('know_how', 'knowledge', 'behaviour', name='skillkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('name_fr', sa.String(), nullable=False),
    sa.Column('name_en', sa.String(), nullable=False),
    sa.Column('description_fr', sa.String(), nullable=False),
    sa.Column('description_en', sa.String(), nullable=False),
    sa.Column('search_key', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['family_id'], ['skill_family.id'], name=op.f('fk_skill_family_id_skill_family')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skill')),
    sa.UniqueConstraint('code', name=op.f('uq_skill_code'))
    )
    with op.batch_alter_table('skill', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_skill_family_id'), ['family_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_skill_search_key'), ['search_key'], unique=False)

    op.create_table('status_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('move', sa.String(), nullable=False),
    sa.Column('before', sa.String(), nullable=False),
    sa.Column('after', sa.String(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_status_change_actor_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_status_change'))
    )
    with op.batch_alter_table('status_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_status_change_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_status_change_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_status_change_subject'), ['subject'], unique=False)

    op.create_table('assignment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('site_id', sa.Integer(), nullable=True),
    sa.Column('manager_id', sa.Integer(), nullable=True),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.CheckConstraint('ended_on >= started_on', name=op.f('ck_assignment_ends_after_start')),
    sa.CheckConstraint('manager_id != person_id', name=op.f('ck_assignment_not_ones_own_manager')),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_assignment_job_id_job')),
    sa.ForeignKeyConstraint(['manager_id'], ['person.id'], name=op.f('fk_assignment_manager_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_assignment_person_id_person')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_assignment_site_id_site')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_assignment_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment')),
    sa.UniqueConstraint('person_id', 'started_on', 'job_id', name=op.f('uq_assignment_person_id_started_on_job_id'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assignment_job_id_ended_on'), ['job_id', 'ended_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_assignment_manager_id_ended_on'), ['manager_id', 'ended_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_assignment_site_id'), ['site_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_assignment_unit_id'), ['unit_id'], unique=False)

    op.create_table('bridge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('target_id', sa.Integer(), nullable=False),
    sa.Column('note_fr', sa.String(), nullable=False),
    sa.Column('note_en', sa.String(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('declared_at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('source_id != target_id', name=op.f('ck_bridge_joins_two_jobs')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_bridge_author_id_person')),
    sa.ForeignKeyConstraint(['source_id'], ['job.id'], name=op.f('fk_bridge_source_id_job')),
    sa.ForeignKeyConstraint(['target_id'], ['job.id'], name=op.f('fk_bridge_target_id_job')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bridge')),
    sa.UniqueConstraint('source_id', 'target_id', name=op.f('uq_bridge_source_id_target_id'))
    )
    with op.batch_alter_table('bridge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bridge_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_bridge_target_id'), ['target_id'], unique=False)

    op.create_table('granted_role',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Enum('employee', 'manager', 'hr', 'admin', name='role', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_granted_role_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_granted_role')),
    sa.UniqueConstraint('account_id', 'name', name=op.f('uq_granted_role_account_id_name'))
    )
    op.create_table('job_interest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=False),
    sa.Column('wish', sa.Enum('wished', 'unwanted', name='jobwish', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_job_interest_job_id_job')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_job_interest_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_interest')),
    sa.UniqueConstraint('person_id', 'job_id', name=op.f('uq_job_interest_person_id_job_id'))
    )
    with op.batch_alter_table('job_interest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_interest_job_id'), ['job_id'], unique=False)

    op.create_table('requirement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('importance', sa.Enum('essential', 'useful', name='importance', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.CheckConstraint('level BETWEEN 1 AND 5', name=op.f('ck_requirement_level_on_scale')),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_requirement_job_id_job')),
    sa.ForeignKeyConstraint(['skill_id'], ['skill.id'], name=op.f('fk_requirement_skill_id_skill')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_requirement')),
    sa.UniqueConstraint('job_id', 'skill_id', name=op.f('uq_requirement_job_id_skill_id'))
    )
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_requirement_skill_id'), ['skill_id'], unique=False)

    op.create_table('saved_path',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('target_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('private', 'shared', 'dropped', name='pathstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('steps', sa.JSON(), nullable=False),
    sa.Column('rule_version', sa.String(), nullable=False),
    sa.Column('data_hash', sa.String(), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=False),
    sa.Column('saved_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_saved_path_person_id_person')),
    sa.ForeignKeyConstraint(['target_id'], ['job.id'], name=op.f('fk_saved_path_target_id_job')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_path'))
    )
    with op.batch_alter_table('saved_path', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_path_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_saved_path_status'), ['status'], unique=False)
        batch_op.create_index(batch_op.f('ix_saved_path_target_id'), ['target_id'], unique=False)

    op.create_table('skill_claim',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('source', sa.Enum('self', 'manager', 'import', name='claimsource', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('level BETWEEN 0 AND 5', name=op.f('ck_skill_claim_level_on_scale')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_skill_claim_author_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_skill_claim_person_id_person')),
    sa.ForeignKeyConstraint(['skill_id'], ['skill.id'], name=op.f('fk_skill_claim_skill_id_skill')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skill_claim'))
    )
    with op.batch_alter_table('skill_claim', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_skill_claim_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_skill_claim_person_id_skill_id_at'), ['person_id', 'skill_id', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_skill_claim_skill_id'), ['skill_id'], unique=False)



def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table('skill_claim', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_skill_claim_skill_id'))
        batch_op.drop_index(batch_op.f('ix_skill_claim_person_id_skill_id_at'))
        batch_op.drop_index(batch_op.f('ix_skill_claim_author_id'))

    op.drop_table('skill_claim')
    with op.batch_alter_table('saved_path', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_path_target_id'))
        batch_op.drop_index(batch_op.f('ix_saved_path_status'))
        batch_op.drop_index(batch_op.f('ix_saved_path_person_id'))

    op.drop_table('saved_path')
    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_requirement_skill_id'))

    op.drop_table('requirement')
    with op.batch_alter_table('job_interest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_interest_job_id'))

    op.drop_table('job_interest')
    op.drop_table('granted_role')
    with op.batch_alter_table('bridge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bridge_target_id'))
        batch_op.drop_index(batch_op.f('ix_bridge_author_id'))

    op.drop_table('bridge')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assignment_unit_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_site_id'))
        batch_op.drop_index(batch_op.f('ix_assignment_manager_id_ended_on'))
        batch_op.drop_index(batch_op.f('ix_assignment_job_id_ended_on'))

    op.drop_table('assignment')
    with op.batch_alter_table('status_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_status_change_subject'))
        batch_op.drop_index(batch_op.f('ix_status_change_at'))
        batch_op.drop_index(batch_op.f('ix_status_change_actor_id'))

    op.drop_table('status_change')
    with op.batch_alter_table('skill', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_skill_search_key'))
        batch_op.drop_index(batch_op.f('ix_skill_family_id'))

    op.drop_table('skill')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_search_key'))
        batch_op.drop_index(batch_op.f('ix_job_family_id'))

    op.drop_table('job')
    with op.batch_alter_table('import_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_run_file_hash'))
        batch_op.drop_index(batch_op.f('ix_import_run_author_id'))
        batch_op.drop_index(batch_op.f('ix_import_run_at'))

    op.drop_table('import_run')
    with op.batch_alter_table('audit_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_audit_event_subject'))
        batch_op.drop_index(batch_op.f('ix_audit_event_kind'))
        batch_op.drop_index(batch_op.f('ix_audit_event_at'))
        batch_op.drop_index(batch_op.f('ix_audit_event_actor_id'))

    op.drop_table('audit_event')
    op.drop_table('account')
    with op.batch_alter_table('unit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_unit_parent_id'))

    op.drop_table('unit')
    with op.batch_alter_table('snapshot', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_snapshot_data_hash'))
        batch_op.drop_index(batch_op.f('ix_snapshot_built_at'))

    op.drop_table('snapshot')
    op.drop_table('skill_family')
    op.drop_table('site')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_search_key'))

    op.drop_table('person')
    op.drop_table('job_family')
