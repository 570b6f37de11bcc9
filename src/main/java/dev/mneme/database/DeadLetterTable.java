package dev.mneme.database;

import dev.mneme.agent.AgentId;
import dev.mneme.events.DeadLetter;
import dev.mneme.events.DeliveryId;
import dev.mneme.events.EventPlace;
import dev.mneme.events.EventType;
import dev.mneme.events.WebhookId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Events that receivers did not take; those that are sent again are claimed as lanes are. */
public final class DeadLetterTable {
  private static final String SELECT =
      "SELECT webhook_id, id, agent_id, event, type, occurred_at, attempts, failure, failed_at,"
          + " due_at FROM dead_letters WHERE webhook_id = :webhook ";
  private static final String IF_HELD = "AND id = :id AND holder = :holder";
  private static final RowMapper<DeadLetter> MAPPER = (row, context) -> letter(row);
  private final Handle handle;

  DeadLetterTable(Handle handle) {
    this.handle = handle;
  }

  private static DeadLetter letter(ResultSet row) throws SQLException {
    return new DeadLetter(
        new WebhookId(row.getString("webhook_id")),
        new DeliveryId(row.getString("id")),
        new AgentId(row.getString("agent_id")),
        EventPlace.parse(row.getString("event")).orElseThrow(),
        EventType.of(row.getString("type")).orElseThrow(),
        Micros.toInstant(row.getLong("occurred_at")),
        row.getInt("attempts"),
        row.getString("failure"),
        Micros.toInstant(row.getLong("failed_at")),
        row.getObject("due_at") != null);
  }

  /** Adds one that nobody sends again yet; one that is there stays as it is. */
  public void insert(DeadLetter letter) {
    handle
        .createUpdate(
            """
            INSERT INTO dead_letters
              (webhook_id, id, agent_id, event, type, occurred_at, attempts, failure, failed_at)
            VALUES
              (:webhook, :id, :agent, :event, :type, :occurredAt, :attempts, :failure, :failedAt)
            ON CONFLICT (webhook_id, id) DO NOTHING
            """)
        .bind("webhook", letter.webhook().value())
        .bind("id", letter.id().value())
        .bind("agent", letter.agent().value())
        .bind("event", letter.event().toString())
        .bind("type", letter.type().toString())
        .bind("occurredAt", Micros.of(letter.occurredAt()))
        .bind("attempts", letter.attempts())
        .bind("failure", letter.failure())
        .bind("failedAt", Micros.of(letter.failedAt()))
        .execute();
  }

  /**
   * Those of a webhook, the last one the first.
   *
   * @param before only those that come after this one in the list; null for the first
   */
  public List<DeadLetter> list(WebhookId webhook, @Nullable DeadLetter before, int limit) {
    return handle
        .createQuery(
            SELECT
                + """
                AND (:id IS NULL OR failed_at < :at OR (failed_at = :at AND id < :id))
                ORDER BY failed_at DESC, id DESC LIMIT :limit
                """)
        .bind("webhook", webhook.value())
        .bind("id", before == null ? null : before.id().value())
        .bind("at", before == null ? null : Micros.of(before.failedAt()))
        .bind("limit", limit)
        .map(MAPPER)
        .list();
  }

  /** The one with an id. */
  public Optional<DeadLetter> find(WebhookId webhook, DeliveryId id) {
    return handle
        .createQuery(SELECT + "AND id = :id")
        .bind("webhook", webhook.value())
        .bind("id", id.value())
        .map(MAPPER)
        .findOne();
  }

  /** How many a webhook has. */
  public int count(WebhookId webhook) {
    return handle
        .createQuery("SELECT count(*) FROM dead_letters WHERE webhook_id = :webhook")
        .bind("webhook", webhook.value())
        .mapTo(Integer.class)
        .one();
  }

  /** Deletes one; false if there is none. */
  public boolean delete(WebhookId webhook, DeliveryId id) {
    return handle
            .createUpdate("DELETE FROM dead_letters WHERE webhook_id = :webhook AND id = :id")
            .bind("webhook", webhook.value())
            .bind("id", id.value())
            .execute()
        == 1;
  }

  /**
   * Has one sent again, or all of a webhook; without effect on those that are being sent again.
   *
   * @param id null for all
   * @return how many
   */
  public int replay(WebhookId webhook, @Nullable DeliveryId id, Instant now) {
    return handle
        .createUpdate(
            """
            UPDATE dead_letters SET due_at = :now, attempts = 0
            WHERE webhook_id = :webhook AND (:id IS NULL OR id = :id) AND due_at IS NULL
            """)
        .bind("webhook", webhook.value())
        .bind("id", id == null ? null : id.value())
        .bind("now", Micros.of(now))
        .execute();
  }

  /** Those that are to be sent again now, in the order in which they happened. */
  public List<DeadLetter> due(WebhookId webhook, Instant now, int most) {
    return handle
        .createQuery(SELECT + "AND due_at <= :now ORDER BY due_at, occurred_at LIMIT :most")
        .bind("webhook", webhook.value())
        .bind("now", Micros.of(now))
        .bind("most", most)
        .map(MAPPER)
        .list();
  }

  /** Claims one that is due; false if it is not, or somebody has it. */
  public boolean claim(DeadLetter letter, Instant now, Lease lease) {
    return changed(
        update(
                letter,
                lease,
                "SET holder = :holder, due_at = :due WHERE webhook_id = :webhook AND id = :id AND due_at <= :now")
            .bind("due", Micros.of(lease.until()))
            .bind("now", Micros.of(now)));
  }

  /** Deletes one's own, because it was taken. */
  public boolean delivered(DeadLetter letter, Lease lease) {
    return handle
            .createUpdate("DELETE FROM dead_letters WHERE webhook_id = :webhook " + IF_HELD)
            .bind("webhook", letter.webhook().value())
            .bind("id", letter.id().value())
            .bind("holder", lease.holder())
            .execute()
        == 1;
  }

  /**
   * Says of one's own that it was not taken.
   *
   * @param again when to try again; null if it stays dead
   */
  public boolean failed(DeadLetter letter, Lease lease, @Nullable Instant again) {
    return changed(
        update(
                letter,
                lease,
                "SET holder = NULL, due_at = :due, attempts = :attempts, failure = :failure,"
                    + " failed_at = :failedAt WHERE webhook_id = :webhook "
                    + IF_HELD)
            .bind("due", again == null ? null : Micros.of(again))
            .bind("attempts", letter.attempts())
            .bind("failure", letter.failure())
            .bind("failedAt", Micros.of(letter.failedAt())));
  }

  private Update update(DeadLetter letter, Lease lease, String how) {
    return handle
        .createUpdate("UPDATE dead_letters " + how)
        .bind("webhook", letter.webhook().value())
        .bind("id", letter.id().value())
        .bind("holder", lease.holder());
  }

  private static boolean changed(Update update) {
    return update.execute() == 1;
  }
}
