-- Webhooks: who is sent events, and how far. The events themselves stand in the logs.

CREATE TABLE webhooks (
  id         ${text} NOT NULL PRIMARY KEY,
  url        ${text} NOT NULL,
  agent_id   ${text},          -- null: of all agents
  types      ${text} NOT NULL, -- JSON; []: all
  secret     ${text} NOT NULL,
  created_at BIGINT  NOT NULL
);
CREATE INDEX webhooks_by_creation ON webhooks (created_at, id);

-- One agent's events on their way to one webhook, in order. No foreign key to the agent: what
-- happened until it was deleted is sent after that, too.
CREATE TABLE webhook_lanes (
  webhook_id ${text} NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  agent_id   ${text} NOT NULL,
  log        ${text} NOT NULL, -- with seq and told: the place up to which all is delivered
  seq        BIGINT  NOT NULL, -- or a dead letter
  told       INTEGER NOT NULL,
  attempts   INTEGER NOT NULL, -- that failed, of the event after that place
  due_at     BIGINT,           -- when to go on; null: when something happens
  holder     ${text},          -- who goes on now; until due_at, when he is taken for dead
  PRIMARY KEY (webhook_id, agent_id)
);
CREATE INDEX webhook_lanes_due ON webhook_lanes (webhook_id, due_at) WHERE due_at IS NOT NULL;

CREATE TABLE dead_letters (
  webhook_id  ${text} NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  id          ${text} NOT NULL,
  agent_id    ${text} NOT NULL,
  event       ${text} NOT NULL, -- its place in the agent's log
  type        ${text} NOT NULL,
  occurred_at BIGINT  NOT NULL,
  attempts    INTEGER NOT NULL, -- of the last series
  failure     ${text} NOT NULL,
  failed_at   BIGINT  NOT NULL,
  due_at      BIGINT,           -- when to send it again; null: when somebody asks for it
  holder      ${text},          -- as of a lane
  PRIMARY KEY (webhook_id, id)
);
CREATE INDEX dead_letters_by_time ON dead_letters (webhook_id, failed_at, id);
CREATE INDEX dead_letters_due ON dead_letters (webhook_id, due_at) WHERE due_at IS NOT NULL;
