package dev.mneme.api;

import dev.mneme.agent.Permission;
import dev.mneme.agent.SharedRepository;
import tools.jackson.core.JsonGenerator;

/** Shared repositories as {@code /v1} shows them: rest.md §7. */
public final class RepositoryJson {
  private RepositoryJson() {}

  /** A repository by itself. */
  public static void write(JsonGenerator out, SharedRepository repository) {
    out.writeStartObject();
    out.writeStringProperty("id", repository.id().value());
    out.writeStringProperty("name", repository.name().value());
    out.writeStringProperty("created_at", AgentJson.time(repository.createdAt()));
    out.writeStringProperty("updated_at", AgentJson.time(repository.updatedAt()));
    out.writeEndObject();
  }

  /** A repository of an agent; it is never the one of the agent's own memory. */
  public static void write(JsonGenerator out, SharedRepository repository, Permission permission) {
    out.writeStartObject();
    out.writeStringProperty("id", repository.id().value());
    out.writeStringProperty("name", repository.name().value());
    out.writeBooleanProperty("is_primary", false);
    out.writeStringProperty("permissions", permission.word());
    out.writeEndObject();
  }
}
