-- Agents, blocks and which agent has which block. SQL that SQLite and PostgreSQL both speak:
-- ${text} is text ordered by code point, instants are microseconds since 1970, flags are 0 or 1.

CREATE TABLE agents (
  id                  ${text} NOT NULL PRIMARY KEY,
  organization_id     ${text} NOT NULL,
  name                ${text} NOT NULL,
  tags                ${text} NOT NULL, -- JSON; agent_tags is the same, to search in
  hidden              SMALLINT,
  fields              ${text} NOT NULL, -- JSON
  created_at          BIGINT  NOT NULL,
  updated_at          BIGINT  NOT NULL,
  last_run_completion BIGINT            -- from fields, to order by
);
CREATE INDEX agents_by_creation ON agents (created_at, id);
CREATE INDEX agents_by_update ON agents (updated_at, id);
CREATE INDEX agents_by_name ON agents (name);

CREATE TABLE agent_tags (
  agent_id ${text} NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
  tag      ${text} NOT NULL,
  PRIMARY KEY (agent_id, tag)
);
CREATE INDEX agent_tags_by_tag ON agent_tags (tag, agent_id);

-- Those of an agent's fields that lists are filtered by.
CREATE TABLE agent_references (
  agent_id ${text} NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
  field    ${text} NOT NULL,
  value    ${text} NOT NULL,
  PRIMARY KEY (agent_id, field, value)
);
CREATE INDEX agent_references_by_value ON agent_references (field, value, agent_id);

CREATE TABLE blocks (
  id                    ${text} NOT NULL PRIMARY KEY,
  label                 ${text} NOT NULL,
  description           ${text},
  limit_chars           INTEGER NOT NULL,
  read_only             SMALLINT NOT NULL,
  metadata              ${text} NOT NULL, -- JSON
  hidden                SMALLINT,
  tags                  ${text} NOT NULL, -- JSON; block_tags is the same, to search in
  is_template           SMALLINT NOT NULL,
  template_name         ${text},
  template_id           ${text},
  base_template_id      ${text},
  project_id            ${text},
  deployment_id         ${text},
  entity_id             ${text},
  preserve_on_migration SMALLINT NOT NULL,
  version               BIGINT NOT NULL,  -- with version_repository: which write of a git-enabled
  version_repository    ${text} NOT NULL, -- agent this is; (0, '') of a plain block
  created_at            BIGINT NOT NULL,
  value                 ${text} NOT NULL  -- last, so that reading the others skips its pages
);
CREATE INDEX blocks_by_creation ON blocks (created_at, id);
CREATE INDEX blocks_by_label ON blocks (label);

CREATE TABLE block_tags (
  block_id ${text} NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
  tag      ${text} NOT NULL,
  PRIMARY KEY (block_id, tag)
);
CREATE INDEX block_tags_by_tag ON block_tags (tag, block_id);

CREATE TABLE attachments (
  agent_id         ${text} NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
  block_id         ${text} NOT NULL REFERENCES blocks (id) ON DELETE CASCADE,
  label            ${text} NOT NULL, -- the block's, here to be unique in the agent
  attached_at      BIGINT NOT NULL,
  path             ${text}, -- the file in the agent's repository, where it has one
  blob_id          ${text}, -- of that file
  state_blob_id    ${text}, -- of what refs/mneme/state says of it
  taken_version    BIGINT NOT NULL,  -- the pair that file has; smaller than the block's:
  taken_repository ${text} NOT NULL, -- the repository is behind
  PRIMARY KEY (agent_id, block_id),
  CONSTRAINT attachments_label UNIQUE (agent_id, label)
);
CREATE INDEX attachments_by_block ON attachments (block_id, attached_at);
CREATE UNIQUE INDEX attachments_path ON attachments (agent_id, path) WHERE path IS NOT NULL;

-- How far the log of an agent's repository has been taken over. Dirty is pending > seq. No foreign
-- key: the mark is there before the agent that a rebuild is about to bring back.
CREATE TABLE repositories (
  agent_id    ${text} NOT NULL PRIMARY KEY,
  incarnation ${text} NOT NULL,
  seq         BIGINT NOT NULL,
  pending     BIGINT NOT NULL,
  tip         ${text} -- the commit of main at seq, where there is one
);
CREATE INDEX repositories_dirty ON repositories (agent_id) WHERE pending > seq;
