package dev.mneme.database;

import dev.mneme.agent.AgentId;
import dev.mneme.events.EventPlace;
import dev.mneme.events.Webhook;
import dev.mneme.events.WebhookId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * How far the events of each agent are sent to each webhook, and who sends them now. An agent
 * without a row is at the beginning of its log.
 *
 * <p>Whoever goes on with a lane has claimed it until a time; if he has not said anything by then,
 * somebody else may. What he says after that changes nothing.
 */
public final class LaneTable {
  private static final String THIS = "WHERE webhook_id = :webhook AND agent_id = :agent ";
  private static final String IF_HELD = THIS + "AND holder = :holder";
  private static final String IF_FREE = THIS + "AND (due_at IS NULL OR due_at <= :now)";
  private final Handle handle;

  LaneTable(Handle handle) {
    this.handle = handle;
  }

  /**
   * Begins a new webhook's lanes where the agents' logs are: what happened before is not sent, as
   * far as it has been taken over.
   */
  public void begin(Webhook webhook) {
    handle
        .createUpdate(
            """
            INSERT INTO webhook_lanes (webhook_id, agent_id, log, seq, told, attempts)
            SELECT :webhook, agent_id, incarnation, seq, 0, 0 FROM repositories
            WHERE seq > 0 AND (:agent IS NULL OR agent_id = :agent)
            """)
        .bind("webhook", webhook.id().value())
        .bind("agent", webhook.agent() == null ? null : webhook.agent().value())
        .execute();
  }

  /** Whose lanes are to be gone on with, the longest due the first. */
  public List<AgentId> due(WebhookId webhook, Instant now, int most) {
    return handle
        .createQuery(
            """
            SELECT agent_id FROM webhook_lanes WHERE webhook_id = :webhook AND due_at <= :now
            ORDER BY due_at LIMIT :most
            """)
        .bind("webhook", webhook.value())
        .bind("now", Micros.of(now))
        .bind("most", most)
        .mapTo(String.class)
        .map(AgentId::new)
        .list();
  }

  /** Whose lanes rest though there is something after them: because nobody said so. */
  public List<AgentId> behind(Webhook webhook) {
    return handle
        .createQuery(
            """
            SELECT r.agent_id FROM repositories r
            LEFT JOIN webhook_lanes l ON l.webhook_id = :webhook AND l.agent_id = r.agent_id
            WHERE r.seq > 0 AND (:agent IS NULL OR r.agent_id = :agent) AND l.due_at IS NULL
              AND (l.seq IS NULL OR l.seq < r.seq OR l.log <> r.incarnation)
            """)
        .bind("webhook", webhook.id().value())
        .bind("agent", webhook.agent() == null ? null : webhook.agent().value())
        .mapTo(String.class)
        .map(AgentId::new)
        .list();
  }

  /** Claims a lane; empty if somebody has it, if it is not due yet, or there is no such webhook. */
  public Optional<Lane> claim(WebhookId webhook, AgentId agent, Instant now, Lease lease) {
    begin(webhook, agent);
    boolean claimed =
        changed(
            update("SET holder = :holder, due_at = :until " + IF_FREE, webhook, agent, lease)
                .bind("until", Micros.of(lease.until()))
                .bind("now", Micros.of(now)));
    return claimed ? find(webhook, agent) : Optional.empty();
  }

  private void begin(WebhookId webhook, AgentId agent) {
    EventPlace place = EventPlace.BEGINNING;
    handle
        .createUpdate(
            """
            INSERT INTO webhook_lanes (webhook_id, agent_id, log, seq, told, attempts)
            SELECT id, :agent, :log, :seq, :told, 0 FROM webhooks WHERE id = :webhook
            ON CONFLICT (webhook_id, agent_id) DO NOTHING
            """)
        .bind("webhook", webhook.value())
        .bind("agent", agent.value())
        .bind("log", place.log())
        .bind("seq", place.seq())
        .bind("told", place.told())
        .execute();
  }

  private Optional<Lane> find(WebhookId webhook, AgentId agent) {
    return handle
        .createQuery("SELECT log, seq, told, attempts FROM webhook_lanes " + THIS)
        .bind("webhook", webhook.value())
        .bind("agent", agent.value())
        .map((row, context) -> {
          var place = new EventPlace(row.getString(1), row.getLong(2), row.getInt(3));
          return new Lane(webhook, agent, place, row.getInt(4));
        })
        .findOne();
  }

  /** Goes on to what comes after a place, with more time for that; false if it is not one's own. */
  public boolean advance(Lane lane, Lease lease) {
    return save(lane, lease, "holder", lease.until());
  }

  /** Leaves a lane to whoever goes on with it at a time. */
  public boolean postpone(Lane lane, Lease lease, Instant until) {
    return save(lane, lease, "NULL", until);
  }

  /** Leaves a lane after the last event there is. */
  public boolean rest(Lane lane, Lease lease) {
    return save(lane, lease, "NULL", null);
  }

  private boolean save(Lane lane, Lease lease, String holder, @Nullable Instant dueAt) {
    EventPlace place = lane.place();
    String set =
        "SET log = :log, seq = :seq, told = :told, attempts = :attempts, due_at = :due, holder = ";
    return changed(
        update(set + holder + " " + IF_HELD, lane.webhook(), lane.agent(), lease)
            .bind("log", place.log())
            .bind("seq", place.seq())
            .bind("told", place.told())
            .bind("attempts", lane.attempts())
            .bind("due", dueAt == null ? null : Micros.of(dueAt)));
  }

  private Update update(String how, WebhookId webhook, AgentId agent, Lease lease) {
    return handle
        .createUpdate("UPDATE webhook_lanes " + how)
        .bind("webhook", webhook.value())
        .bind("agent", agent.value())
        .bind("holder", lease.holder());
  }

  private static boolean changed(Update update) {
    return update.execute() == 1;
  }

  /** How many lanes of a webhook wait because their last attempt failed. */
  public int failing(WebhookId webhook) {
    return handle
        .createQuery(
            "SELECT count(*) FROM webhook_lanes WHERE webhook_id = :webhook AND attempts > 0")
        .bind("webhook", webhook.value())
        .mapTo(Integer.class)
        .one();
  }
}
