-- Repositories that agents share: rest.md §7. What is in them stands in the object store.

CREATE TABLE shared_repositories (
  id              ${text} NOT NULL PRIMARY KEY,
  organization_id ${text} NOT NULL,
  name            ${text} NOT NULL,
  name_key        ${text} NOT NULL, -- the name in lower case, in which it is unique
  created_at      BIGINT  NOT NULL,
  updated_at      BIGINT  NOT NULL,
  CONSTRAINT shared_repositories_name UNIQUE (organization_id, name_key)
);
CREATE INDEX shared_repositories_by_creation ON shared_repositories (created_at, id);

CREATE TABLE shared_repository_agents (
  agent_id      ${text} NOT NULL REFERENCES agents (id) ON DELETE CASCADE,
  repository_id ${text} NOT NULL REFERENCES shared_repositories (id) ON DELETE CASCADE,
  permission    ${text} NOT NULL, -- read or read_write
  attached_at   BIGINT  NOT NULL,
  PRIMARY KEY (agent_id, repository_id)
);
CREATE INDEX shared_repository_agents_by_repository ON shared_repository_agents (repository_id);
