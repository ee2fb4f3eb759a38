"""people skills jobs in depth.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


SOURCES_BEFORE = "source IN ('self', 'manager', 'import')"
SOURCES_AFTER = "source IN ('self', 'peer', 'manager', 'mission', 'visit', 'certificate', 'import')"


def upgrade() -> None:
    """Apply the change."""
    op.create_table('import_mapping',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('headings_hash', sa.String(), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_import_mapping_author_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_mapping')),
    sa.UniqueConstraint('kind', 'headings_hash', name=op.f('uq_import_mapping_kind_headings_hash'))
    )
    with op.batch_alter_table('import_mapping', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_mapping_author_id'), ['author_id'], unique=False)

    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('url', sa.String(), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('read_at', sa.DateTime(), nullable=True),
    sa.Column('mailed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('person_id', 'key', name=op.f('uq_notice_person_id_key'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_mailed_at_at'), ['mailed_at', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_notice_person_id_read_at'), ['person_id', 'read_at'], unique=False)

    op.create_table('notice_preference',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('timing', sa.Enum('at_once', 'daily', 'never', name='timing', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('quiet_from', sa.Integer(), nullable=False),
    sa.Column('quiet_until', sa.Integer(), nullable=False),
    sa.CheckConstraint('quiet_from BETWEEN 0 AND 23', name=op.f('ck_notice_preference_quiet_from_is_an_hour')),
    sa.CheckConstraint('quiet_until BETWEEN 0 AND 23', name=op.f('ck_notice_preference_quiet_until_is_an_hour')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_preference_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice_preference')),
    sa.UniqueConstraint('person_id', name=op.f('uq_notice_preference_person_id'))
    )
    op.create_table('outbox_mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('html', sa.String(), nullable=False),
    sa.Column('queued_at', sa.DateTime(), nullable=False),
    sa.Column('not_before', sa.DateTime(), nullable=False),
    sa.Column('sent_at', sa.DateTime(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('last_error', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_outbox_mail_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_mail')),
    sa.UniqueConstraint('key', name=op.f('uq_outbox_mail_key'))
    )
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_mail_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_mail_sent_at_not_before'), ['sent_at', 'not_before'], unique=False)

    op.create_table('pack',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('scheme', sa.Enum('own', 'rome', 'esco', name='origin', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('file_hash', sa.String(), nullable=False),
    sa.Column('kept_at', sa.DateTime(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('groups', sa.Integer(), nullable=False),
    sa.Column('jobs', sa.Integer(), nullable=False),
    sa.Column('skills', sa.Integer(), nullable=False),
    sa.Column('needs', sa.Integer(), nullable=False),
    sa.Column('moves', sa.Integer(), nullable=False),
    sa.Column('left_aside', sa.JSON(), nullable=False),
    sa.Column('lines_left_aside', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_pack_author_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pack')),
    sa.UniqueConstraint('scheme', name=op.f('uq_pack_scheme'))
    )
    with op.batch_alter_table('pack', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pack_author_id'), ['author_id'], unique=False)

    op.create_table('pack_run',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('scheme', sa.Enum('own', 'rome', 'esco', name='origin', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('version', sa.String(), nullable=False),
    sa.Column('file_hash', sa.String(), nullable=False),
    sa.Column('groups', sa.JSON(), nullable=False),
    sa.Column('essential_level', sa.Integer(), nullable=False),
    sa.Column('optional_level', sa.Integer(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.Column('failure', sa.String(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.CheckConstraint('essential_level BETWEEN 1 AND 5', name=op.f('ck_pack_run_essential_on_scale')),
    sa.CheckConstraint('optional_level BETWEEN 0 AND 5', name=op.f('ck_pack_run_optional_on_scale')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_pack_run_author_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pack_run'))
    )
    with op.batch_alter_table('pack_run', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pack_run_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pack_run_ended_at'), ['ended_at'], unique=False)

    op.create_table('api_token',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('token_hash', sa.String(), nullable=False),
    sa.Column('prefix', sa.String(), nullable=False),
    sa.Column('scopes', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.Column('last_used_at', sa.DateTime(), nullable=True),
    sa.Column('revoked_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_api_token_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_api_token')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_api_token_token_hash'))
    )
    with op.batch_alter_table('api_token', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_api_token_account_id'), ['account_id'], unique=False)

    op.create_table('import_problem',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('column', sa.String(), nullable=False),
    sa.Column('value', sa.String(), nullable=False),
    sa.Column('reason', sa.Enum('missing', 'missing_one_of', 'no_date', 'no_number', 'no_level', 'no_choice', 'no_address', 'no_zone', 'ends_before_start', 'out_of_range', 'in_future', 'too_long', 'twice', 'wrong_width', 'unprintable', 'formula', 'error_cell', 'unknown_manager', 'unknown_person', 'unknown_job', 'unknown_skill', 'unknown_unit', 'ambiguous', 'own_manager', 'loop', 'email_taken', 'name_taken', 'same_job', name='reason', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('hint', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['run_id'], ['import_run.id'], name=op.f('fk_import_problem_run_id_import_run')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_problem'))
    )
    with op.batch_alter_table('import_problem', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_problem_run_id_line'), ['run_id', 'line'], unique=False)

    op.create_table('job_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=False),
    sa.Column('scheme', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_job_code_job_id_job')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_code')),
    sa.UniqueConstraint('job_id', 'scheme', 'code', name=op.f('uq_job_code_job_id_scheme_code'))
    )
    with op.batch_alter_table('job_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_code_code'), ['code'], unique=False)

    op.create_table('job_tag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=False),
    sa.Column('tag', sa.Enum('emerging', 'shortage', 'at_risk', name='tag', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_job_tag_job_id_job')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_tag')),
    sa.UniqueConstraint('job_id', 'tag', name=op.f('uq_job_tag_job_id_tag'))
    )
    with op.batch_alter_table('job_tag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_tag_tag'), ['tag'], unique=False)

    op.create_table('job_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('profile', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_job_version_author_id_person')),
    sa.ForeignKeyConstraint(['job_id'], ['job.id'], name=op.f('fk_job_version_job_id_job')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_version')),
    sa.UniqueConstraint('job_id', 'number', name=op.f('uq_job_version_job_id_number'))
    )
    with op.batch_alter_table('job_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_version_author_id'), ['author_id'], unique=False)

    op.create_table('passkey',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('credential_id', sa.LargeBinary(), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('sign_count', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('last_used_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_passkey_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passkey')),
    sa.UniqueConstraint('credential_id', name=op.f('uq_passkey_credential_id'))
    )
    with op.batch_alter_table('passkey', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_passkey_account_id'), ['account_id'], unique=False)

    op.create_table('recovery_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('code_hash', sa.String(), nullable=False),
    sa.Column('used_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_recovery_code_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
    sa.UniqueConstraint('account_id', 'code_hash', name=op.f('uq_recovery_code_account_id_code_hash'))
    )
    with op.batch_alter_table('recovery_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recovery_code_account_id'), ['account_id'], unique=False)

    op.create_table('second_factor',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('secret', sa.String(), nullable=False),
    sa.Column('last_counter', sa.Integer(), nullable=False),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_second_factor_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_second_factor')),
    sa.UniqueConstraint('account_id', name=op.f('uq_second_factor_account_id'))
    )
    op.create_table('sign_in_link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.Enum('reset', 'invitation', name='linkpurpose', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('secret_hash', sa.String(), nullable=False),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.Column('used_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_sign_in_link_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_link')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_sign_in_link_secret_hash'))
    )
    with op.batch_alter_table('sign_in_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_link_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_in_link_created_at'), ['created_at'], unique=False)

    op.create_table('sign_in_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('way', sa.Enum('password', 'code', 'recovery_code', 'passkey', name='signinway', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('browser', sa.String(), nullable=False),
    sa.Column('system', sa.String(), nullable=False),
    sa.Column('began_at', sa.DateTime(), nullable=False),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_sign_in_session_account_id_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_session'))
    )
    with op.batch_alter_table('sign_in_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_session_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_sign_in_session_began_at'), ['began_at'], unique=False)

    op.create_table('skill_alias',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('locale', sa.String(), nullable=False),
    sa.Column('search_key', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['skill_id'], ['skill.id'], name=op.f('fk_skill_alias_skill_id_skill')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skill_alias')),
    sa.UniqueConstraint('skill_id', 'search_key', name=op.f('uq_skill_alias_skill_id_search_key'))
    )
    with op.batch_alter_table('skill_alias', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_skill_alias_search_key'), ['search_key'], unique=False)

    op.create_table('skill_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.Column('scheme', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['skill_id'], ['skill.id'], name=op.f('fk_skill_code_skill_id_skill')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skill_code')),
    sa.UniqueConstraint('scheme', 'code', name=op.f('uq_skill_code_scheme_code'))
    )
    with op.batch_alter_table('skill_code', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_skill_code_skill_id'), ['skill_id'], unique=False)

    op.create_table('skill_distinction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('one_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.CheckConstraint('one_id < other_id', name=op.f('ck_skill_distinction_smaller_id_first')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_skill_distinction_author_id_person')),
    sa.ForeignKeyConstraint(['one_id'], ['skill.id'], name=op.f('fk_skill_distinction_one_id_skill')),
    sa.ForeignKeyConstraint(['other_id'], ['skill.id'], name=op.f('fk_skill_distinction_other_id_skill')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skill_distinction')),
    sa.UniqueConstraint('one_id', 'other_id', name=op.f('uq_skill_distinction_one_id_other_id'))
    )
    with op.batch_alter_table('skill_distinction', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_skill_distinction_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_skill_distinction_other_id'), ['other_id'], unique=False)

    op.create_table('skill_likeness',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('one_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('why', sa.Enum('same_name', 'same_code', 'alias', 'same_words', 'spelling', 'shared_words', name='likeness', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('detail', sa.String(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['one_id'], ['skill.id'], name=op.f('fk_skill_likeness_one_id_skill')),
    sa.ForeignKeyConstraint(['other_id'], ['skill.id'], name=op.f('fk_skill_likeness_other_id_skill')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skill_likeness')),
    sa.UniqueConstraint('one_id', 'other_id', name=op.f('uq_skill_likeness_one_id_other_id'))
    )
    with op.batch_alter_table('skill_likeness', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_skill_likeness_other_id'), ['other_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_skill_likeness_score'), ['score'], unique=False)

    op.create_table('skill_merge',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kept_id', sa.Integer(), nullable=False),
    sa.Column('merged_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('undone_at', sa.DateTime(), nullable=True),
    sa.Column('moved', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_skill_merge_author_id_person')),
    sa.ForeignKeyConstraint(['kept_id'], ['skill.id'], name=op.f('fk_skill_merge_kept_id_skill')),
    sa.ForeignKeyConstraint(['merged_id'], ['skill.id'], name=op.f('fk_skill_merge_merged_id_skill')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skill_merge'))
    )
    with op.batch_alter_table('skill_merge', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_skill_merge_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_skill_merge_kept_id'), ['kept_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_skill_merge_merged_id'), ['merged_id'], unique=False)

    op.create_table('skill_sentence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('text_fr', sa.String(), nullable=False),
    sa.Column('text_en', sa.String(), nullable=False),
    sa.CheckConstraint('level BETWEEN 0 AND 5', name=op.f('ck_skill_sentence_level_on_scale')),
    sa.ForeignKeyConstraint(['skill_id'], ['skill.id'], name=op.f('fk_skill_sentence_skill_id_skill')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skill_sentence')),
    sa.UniqueConstraint('skill_id', 'level', name=op.f('uq_skill_sentence_skill_id_level'))
    )
    op.create_table('skill_wish',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('skill_id', sa.Integer(), nullable=False),
    sa.Column('wish', sa.Enum('use', 'develop', 'avoid', name='wishkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_skill_wish_person_id_person')),
    sa.ForeignKeyConstraint(['skill_id'], ['skill.id'], name=op.f('fk_skill_wish_skill_id_skill')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skill_wish')),
    sa.UniqueConstraint('person_id', 'skill_id', name=op.f('uq_skill_wish_person_id_skill_id'))
    )
    with op.batch_alter_table('skill_wish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_skill_wish_skill_id'), ['skill_id'], unique=False)

    op.create_table('endorsement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('claim_id', sa.Integer(), nullable=False),
    sa.Column('peer_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.Enum('asked', 'given', 'declined', 'withdrawn', 'expired', name='endorsementstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['claim_id'], ['skill_claim.id'], name=op.f('fk_endorsement_claim_id_skill_claim')),
    sa.ForeignKeyConstraint(['peer_id'], ['person.id'], name=op.f('fk_endorsement_peer_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_endorsement')),
    sa.UniqueConstraint('claim_id', 'peer_id', name=op.f('uq_endorsement_claim_id_peer_id'))
    )
    with op.batch_alter_table('endorsement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_endorsement_peer_id'), ['peer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_endorsement_status'), ['status'], unique=False)

    op.create_table('role_scope',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('granted_role_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('site_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(unit_id IS NULL) != (site_id IS NULL)', name=op.f('ck_role_scope_a_unit_or_a_site')),
    sa.ForeignKeyConstraint(['granted_role_id'], ['granted_role.id'], name=op.f('fk_role_scope_granted_role_id_granted_role')),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_role_scope_site_id_site')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_role_scope_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_role_scope')),
    sa.UniqueConstraint('granted_role_id', 'site_id', name=op.f('uq_role_scope_granted_role_id_site_id')),
    sa.UniqueConstraint('granted_role_id', 'unit_id', name=op.f('uq_role_scope_granted_role_id_unit_id'))
    )
    with op.batch_alter_table('role_scope', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_scope_site_id'), ['site_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_role_scope_unit_id'), ['unit_id'], unique=False)

    with op.batch_alter_table('bridge', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.Enum('close', 'evolution', name='bridgekind', native_enum=False, create_constraint=True, length=40), server_default='close', nullable=False))
        batch_op.add_column(sa.Column('origin', sa.Enum('own', 'rome', 'esco', name='origin', native_enum=False, create_constraint=True, length=40), server_default='own', nullable=False))

    with op.batch_alter_table('import_run', schema=None) as batch_op:
        batch_op.add_column(sa.Column('status', sa.Enum('uploaded', 'checking', 'checked', 'refused', 'applying', 'applied', 'failed', 'dropped', name='runstatus', native_enum=False, create_constraint=True, length=40), server_default='applied', nullable=False))
        batch_op.add_column(sa.Column('moved_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('stored_name', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('headings', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('samples', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('positions', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('fault', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('examples', sa.JSON(), server_default='[]', nullable=False))
        batch_op.add_column(sa.Column('checks', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('rejected', sa.Integer(), server_default='0', nullable=False))
        batch_op.create_index(batch_op.f('ix_import_run_status'), ['status'], unique=False)

    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.add_column(sa.Column('origin', sa.Enum('own', 'rome', 'esco', name='origin', native_enum=False, create_constraint=True, length=40), server_default='own', nullable=False))
        batch_op.add_column(sa.Column('retired_at', sa.DateTime(), nullable=True))

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('timezone', sa.String(), server_default='', nullable=False))

    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.add_column(sa.Column('origin', sa.Enum('own', 'rome', 'esco', name='origin', native_enum=False, create_constraint=True, length=40), server_default='own', nullable=False))

    with op.batch_alter_table('skill', schema=None) as batch_op:
        batch_op.add_column(sa.Column('broader_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('merged_into_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('origin', sa.Enum('own', 'rome', 'esco', name='origin', native_enum=False, create_constraint=True, length=40), server_default='own', nullable=False))
        batch_op.add_column(sa.Column('retired_at', sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column('version', sa.Integer(), server_default='1', nullable=False))
        batch_op.create_index(batch_op.f('ix_skill_broader_id'), ['broader_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_skill_merged_into_id'), ['merged_into_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_skill_broader_id_skill'), 'skill', ['broader_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_skill_merged_into_id_skill'), 'skill', ['merged_into_id'], ['id'])

    with op.batch_alter_table('skill_claim', schema=None) as batch_op:
        batch_op.add_column(sa.Column('answers_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('note', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('link', sa.String(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('last_used_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('valid_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('wants_answer', sa.Boolean(), server_default='0', nullable=False))
        batch_op.drop_index(batch_op.f('ix_skill_claim_skill_id'))
        batch_op.create_index(batch_op.f('ix_skill_claim_answers_id'), ['answers_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_skill_claim_skill_id_person_id_level'), ['skill_id', 'person_id', 'level'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_skill_claim_answers_id_author_id'), ['answers_id', 'author_id'])
        batch_op.create_foreign_key(batch_op.f('fk_skill_claim_answers_id_skill_claim'), 'skill_claim', ['answers_id'], ['id'])

    with op.batch_alter_table("skill_claim", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_skill_claim_claimsource"), type_="check")
        batch_op.create_check_constraint(op.f("ck_skill_claim_claimsource"), SOURCES_AFTER)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table('skill_claim', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_skill_claim_answers_id_skill_claim'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_skill_claim_answers_id_author_id'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_skill_claim_skill_id_person_id_level'))
        batch_op.drop_index(batch_op.f('ix_skill_claim_answers_id'))
        batch_op.create_index(batch_op.f('ix_skill_claim_skill_id'), ['skill_id'], unique=False)
        batch_op.drop_column('wants_answer')
        batch_op.drop_column('valid_until')
        batch_op.drop_column('last_used_on')
        batch_op.drop_column('link')
        batch_op.drop_column('note')
        batch_op.drop_column('answers_id')

    with op.batch_alter_table('skill', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_skill_merged_into_id_skill'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_skill_broader_id_skill'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_skill_merged_into_id'))
        batch_op.drop_index(batch_op.f('ix_skill_broader_id'))
        batch_op.drop_column('version')
        batch_op.drop_column('retired_at')
        batch_op.drop_constraint(op.f('ck_skill_origin'), type_='check')
        batch_op.drop_column('origin')
        batch_op.drop_column('merged_into_id')
        batch_op.drop_column('broader_id')

    with op.batch_alter_table('requirement', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_requirement_origin'), type_='check')
        batch_op.drop_column('origin')

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('timezone')

    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_column('retired_at')
        batch_op.drop_constraint(op.f('ck_job_origin'), type_='check')
        batch_op.drop_column('origin')

    with op.batch_alter_table('import_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_run_status'))
        batch_op.drop_column('rejected')
        batch_op.drop_column('checks')
        batch_op.drop_column('examples')
        batch_op.drop_column('fault')
        batch_op.drop_column('positions')
        batch_op.drop_column('samples')
        batch_op.drop_column('headings')
        batch_op.drop_column('stored_name')
        batch_op.drop_column('moved_at')
        batch_op.drop_constraint(op.f('ck_import_run_runstatus'), type_='check')
        batch_op.drop_column('status')

    with op.batch_alter_table('bridge', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_bridge_origin'), type_='check')
        batch_op.drop_column('origin')
        batch_op.drop_constraint(op.f('ck_bridge_bridgekind'), type_='check')
        batch_op.drop_column('kind')

    with op.batch_alter_table('role_scope', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_scope_unit_id'))
        batch_op.drop_index(batch_op.f('ix_role_scope_site_id'))

    op.drop_table('role_scope')
    with op.batch_alter_table('endorsement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_endorsement_status'))
        batch_op.drop_index(batch_op.f('ix_endorsement_peer_id'))

    op.drop_table('endorsement')
    with op.batch_alter_table('skill_wish', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_skill_wish_skill_id'))

    op.drop_table('skill_wish')
    op.drop_table('skill_sentence')
    with op.batch_alter_table('skill_merge', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_skill_merge_merged_id'))
        batch_op.drop_index(batch_op.f('ix_skill_merge_kept_id'))
        batch_op.drop_index(batch_op.f('ix_skill_merge_author_id'))

    op.drop_table('skill_merge')
    with op.batch_alter_table('skill_likeness', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_skill_likeness_score'))
        batch_op.drop_index(batch_op.f('ix_skill_likeness_other_id'))

    op.drop_table('skill_likeness')
    with op.batch_alter_table('skill_distinction', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_skill_distinction_other_id'))
        batch_op.drop_index(batch_op.f('ix_skill_distinction_author_id'))

    op.drop_table('skill_distinction')
    with op.batch_alter_table('skill_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_skill_code_skill_id'))

    op.drop_table('skill_code')
    with op.batch_alter_table('skill_alias', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_skill_alias_search_key'))

    op.drop_table('skill_alias')
    with op.batch_alter_table('sign_in_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_session_began_at'))
        batch_op.drop_index(batch_op.f('ix_sign_in_session_account_id'))

    op.drop_table('sign_in_session')
    with op.batch_alter_table('sign_in_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_link_created_at'))
        batch_op.drop_index(batch_op.f('ix_sign_in_link_account_id'))

    op.drop_table('sign_in_link')
    op.drop_table('second_factor')
    with op.batch_alter_table('recovery_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recovery_code_account_id'))

    op.drop_table('recovery_code')
    with op.batch_alter_table('passkey', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_passkey_account_id'))

    op.drop_table('passkey')
    with op.batch_alter_table('job_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_version_author_id'))

    op.drop_table('job_version')
    with op.batch_alter_table('job_tag', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_tag_tag'))

    op.drop_table('job_tag')
    with op.batch_alter_table('job_code', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_code_code'))

    op.drop_table('job_code')
    with op.batch_alter_table('import_problem', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_problem_run_id_line'))

    op.drop_table('import_problem')
    with op.batch_alter_table('api_token', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_api_token_account_id'))

    op.drop_table('api_token')
    with op.batch_alter_table('pack_run', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pack_run_ended_at'))
        batch_op.drop_index(batch_op.f('ix_pack_run_author_id'))

    op.drop_table('pack_run')
    with op.batch_alter_table('pack', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pack_author_id'))

    op.drop_table('pack')
    with op.batch_alter_table('outbox_mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_mail_sent_at_not_before'))
        batch_op.drop_index(batch_op.f('ix_outbox_mail_person_id'))

    op.drop_table('outbox_mail')
    op.drop_table('notice_preference')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notice_person_id_read_at'))
        batch_op.drop_index(batch_op.f('ix_notice_mailed_at_at'))

    op.drop_table('notice')
    with op.batch_alter_table('import_mapping', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_mapping_author_id'))

    op.drop_table('import_mapping')

    op.execute(f"DELETE FROM skill_claim WHERE NOT ({SOURCES_BEFORE})")
    with op.batch_alter_table("skill_claim", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_skill_claim_claimsource"), type_="check")
        batch_op.create_check_constraint(op.f("ck_skill_claim_claimsource"), SOURCES_BEFORE)
