package dev.mneme.database;

import dev.mneme.agent.AgentId;
import dev.mneme.block.Tags;
import dev.mneme.events.EventType;
import dev.mneme.events.Webhook;
import dev.mneme.events.WebhookId;
import dev.mneme.events.WebhookSecret;
import dev.mneme.events.WebhookUrl;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Who is sent events. */
public final class WebhookTable {
  private static final String SELECT =
      "SELECT id, url, agent_id, types, secret, created_at FROM webhooks ";
  private static final RowMapper<Webhook> MAPPER = (row, context) -> webhook(row);
  private final Handle handle;

  WebhookTable(Handle handle) {
    this.handle = handle;
  }

  private static Webhook webhook(ResultSet row) throws SQLException {
    String agent = row.getString("agent_id");
    return new Webhook(
        new WebhookId(row.getString("id")),
        WebhookUrl.of(row.getString("url")),
        agent == null ? null : new AgentId(agent),
        types(row.getString("types")),
        new WebhookSecret(row.getString("secret")),
        Micros.toInstant(row.getLong("created_at")));
  }

  private static Set<EventType> types(String json) {
    return Json.readTags(json).values().stream()
        .map(name -> EventType.of(name).orElseThrow())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Adds one. */
  public void insert(Webhook webhook) {
    List<String> types = webhook.types().stream().map(EventType::toString).sorted().toList();
    handle
        .createUpdate(
            """
            INSERT INTO webhooks (id, url, agent_id, types, secret, created_at)
            VALUES (:id, :url, :agent, :types, :secret, :createdAt)
            """)
        .bind("id", webhook.id().value())
        .bind("url", webhook.url().toString())
        .bind("agent", webhook.agent() == null ? null : webhook.agent().value())
        .bind("types", Json.write(Tags.of(types)))
        .bind("secret", webhook.secret().reveal())
        .bind("createdAt", Micros.of(webhook.createdAt()))
        .execute();
  }

  /** All of them, oldest first. */
  public List<Webhook> list() {
    return handle.createQuery(SELECT + "ORDER BY created_at, id").map(MAPPER).list();
  }

  /** The one with an id. */
  public Optional<Webhook> find(WebhookId id) {
    return handle
        .createQuery(SELECT + "WHERE id = :id")
        .bind("id", id.value())
        .map(MAPPER)
        .findOne();
  }

  /** Deletes one with all that is kept of it; false if there is none. */
  public boolean delete(WebhookId id) {
    return handle
            .createUpdate("DELETE FROM webhooks WHERE id = :id")
            .bind("id", id.value())
            .execute()
        == 1;
  }
}
