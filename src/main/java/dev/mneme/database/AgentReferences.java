package dev.mneme.database;

import dev.mneme.agent.Agent;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What of an agent's fields lists are filtered and ordered by. */
record AgentReferences(Handle handle) {
  private static final Set<String> FIELDS =
      Set.of("project_id", "template_id", "base_template_id", "identity_ids", "identifier_keys");

  void add(Agent agent) {
    List<Reference> references = FIELDS.stream().flatMap(f -> of(agent, f)).distinct().toList();
    if (!references.isEmpty()) {
      insertAll(agent.id().value(), references);
    }
  }

  void replace(Agent agent) {
    handle
        .createUpdate("DELETE FROM agent_references WHERE agent_id = :id")
        .bind("id", agent.id().value())
        .execute();
    add(agent);
  }

  /** In microseconds, or null if the field is not there or is no instant. */
  static @Nullable Long lastRunCompletion(Agent agent) {
    return agent.fields().get("last_run_completion") instanceof String text ? micros(text) : null;
  }

  private static @Nullable Long micros(String text) {
    try {
      TemporalAccessor parsed =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(text, Instant::from, LocalDateTime::from);
      return Micros.of(
          parsed instanceof LocalDateTime local
              ? local.toInstant(ZoneOffset.UTC)
              : Instant.from(parsed));
    } catch (DateTimeParseException notAnInstant) {
      return null;
    }
  }

  private static Stream<Reference> of(Agent agent, String field) {
    return switch (agent.fields().get(field)) {
      case String value -> Stream.of(new Reference(field, value));
      case List<?> values ->
          values.stream()
              .filter(String.class::isInstance)
              .map(value -> new Reference(field, (String) value));
      case null, default -> Stream.empty();
    };
  }

  private void insertAll(String id, List<Reference> references) {
    try (PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO agent_references (agent_id, field, value) VALUES (:id, :field, :value)")) {
      references.forEach(
          r -> batch.bind("id", id).bind("field", r.field).bind("value", r.value).add());
      batch.execute();
    }
  }

  private record Reference(String field, String value) {}
}
