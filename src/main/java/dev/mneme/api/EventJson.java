package dev.mneme.api;

import dev.mneme.events.ChangedBlock;
import dev.mneme.events.Event;
import dev.mneme.events.Happening;
import dev.mneme.history.CommitChanges;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * An event on the wire: the same in a stream and in a webhook. It says what changed and where; what
 * a block says is not in it.
 */
public final class EventJson {
  /** The longest event; of a commit that would be longer only its id is told. */
  static final int MOST_BYTES = 256 * 1024;

  private static final String OMITTED =
      "too long for an event; GET …/memory/commits/{sha} has all of it";

  private EventJson() {}

  /** The event as one line of JSON in UTF-8. */
  public static byte[] bytes(Event event) {
    byte[] whole = bytes(event, out -> writeData(out, event.happening()));
    return whole.length > MOST_BYTES && event.happening() instanceof Happening.Committed committed
        ? bytes(event, out -> writeShortened(out, committed.commit()))
        : whole;
  }

  private static byte[] bytes(Event event, Consumer<JsonGenerator> data) {
    var bytes = new ByteArrayOutputStream();
    Json.write(bytes, out -> write(out, event, data));
    return bytes.toByteArray();
  }

  /** Writes an event, however long, inside of something else. */
  static void write(JsonGenerator out, Event event) {
    write(out, event, json -> writeData(json, event.happening()));
  }

  private static void write(JsonGenerator out, Event event, Consumer<JsonGenerator> data) {
    out.writeStartObject();
    out.writeStringProperty("id", event.id());
    out.writeStringProperty("type", event.type().toString());
    out.writeStringProperty("agent_id", event.agent().value());
    out.writeStringProperty("occurred_at", event.time().toString());
    out.writeStringProperty("head", event.head());
    out.writeName("data");
    data.accept(out);
    out.writeEndObject();
  }

  private static void writeData(JsonGenerator out, Happening happening) {
    switch (happening) {
      case Happening.Committed committed -> CommitJson.write(out, committed.commit());
      case Happening.OfBlock ofBlock -> {
        out.writeStartObject();
        writeBlock(out, ofBlock.block());
        writeMore(out, ofBlock);
        out.writeEndObject();
      }
    }
  }

  private static void writeBlock(JsonGenerator out, ChangedBlock block) {
    out.writeStringProperty("block_id", block.id().value());
    out.writeStringProperty("label", block.label());
    out.writeStringProperty("path", block.path());
  }

  private static void writeMore(JsonGenerator out, Happening.OfBlock happening) {
    switch (happening) {
      case Happening.Updated updated -> {
        out.writeArrayPropertyStart("fields");
        updated.fields().forEach(out::writeString);
        out.writeEndArray();
      }
      case Happening.Renamed renamed -> out.writeStringProperty("old_label", renamed.oldLabel());
      case Happening.Created created -> {}
      case Happening.Attached attached -> {}
      case Happening.Detached detached -> {}
    }
  }

  private static void writeShortened(JsonGenerator out, CommitChanges commit) {
    out.writeStartObject();
    out.writeStringProperty("sha", commit.commit().id());
    out.writeStringProperty("omitted", OMITTED);
    out.writeEndObject();
  }
}
