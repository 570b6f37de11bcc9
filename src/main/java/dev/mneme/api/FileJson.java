package dev.mneme.api;

import dev.mneme.history.BlameLine;
import dev.mneme.history.FileEntry;
import dev.mneme.history.FileList;
import dev.mneme.history.FileView;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Files and their lines, as time.md shows them. */
public final class FileJson {
  private FileJson() {}

  /** Writes the files of a memory. */
  public static void write(JsonGenerator out, FileList list) {
    out.writeStartObject();
    out.writeStringProperty("commit", list.commit());
    out.writeArrayPropertyStart("files");
    list.files().forEach(file -> write(out, file));
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, FileView view) {
    FileEntry file = view.file();
    out.writeStartObject();
    out.writeStringProperty("path", file.path());
    out.writeNumberProperty("size", file.sizeBytes());
    out.writeStringProperty("blob_id", file.blobId());
    out.writeBooleanProperty("executable", file.executable());
    out.writeStringProperty("label", view.label());
    out.writeStringProperty("description", view.description());
    out.writeName("tokens");
    Json.writeValue(out, view.tokens());
    out.writeEndObject();
  }

  /** Writes the lines of a file with where they come from. */
  public static void writeBlame(JsonGenerator out, List<BlameLine> lines) {
    out.writeStartObject();
    out.writeArrayPropertyStart("lines");
    lines.forEach(line -> write(out, line));
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void write(JsonGenerator out, BlameLine line) {
    out.writeStartObject();
    out.writeNumberProperty("line", line.line());
    out.writeStringProperty("text", line.text());
    out.writeStringProperty("sha", line.commit().id());
    CommitJson.writeOrigin(out, line.commit());
    out.writeEndObject();
  }
}
