package dev.mneme.api;

import dev.mneme.history.Commit;
import dev.mneme.history.CommitChanges;
import dev.mneme.history.CommitPatches;
import dev.mneme.history.Conflict;
import dev.mneme.history.FileChange;
import dev.mneme.history.FilePatch;
import dev.mneme.history.HistoryPage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/** Commits and what they changed, as time.md shows them. */
public final class CommitJson {
  private static final String OMITTED =
      "too long for this answer; GET …/memory/diff with 'Accept: text/x-diff' has all of it";

  private CommitJson() {}

  /** Writes a page of a history. */
  public static void write(JsonGenerator out, HistoryPage page) {
    out.writeStartObject();
    writeCommits(out, page);
    out.writeBooleanProperty("has_more", page.hasMore());
    out.writeEndObject();
  }

  /** Writes the same as rest.md §7 has it, which knows no pages. */
  public static void writeVersions(JsonGenerator out, HistoryPage page) {
    out.writeStartObject();
    writeCommits(out, page);
    out.writeEndObject();
  }

  private static void writeCommits(JsonGenerator out, HistoryPage page) {
    out.writeArrayPropertyStart("commits");
    page.commits().forEach(commit -> write(out, commit));
    out.writeEndArray();
  }

  /** Writes one commit. */
  public static void write(JsonGenerator out, CommitChanges commit) {
    out.writeStartObject();
    writeMembers(out, commit);
    out.writeEndObject();
  }

  /** Writes one commit with its patches. */
  public static void write(JsonGenerator out, CommitPatches commit) {
    out.writeStartObject();
    writeMembers(out, commit.changes());
    writeChanges(out, commit.patches());
    out.writeEndObject();
  }

  private static void writeMembers(JsonGenerator out, CommitChanges changed) {
    Commit commit = changed.commit();
    out.writeStringProperty("sha", commit.id());
    out.writeArrayPropertyStart("parents");
    commit.parents().forEach(out::writeString);
    out.writeEndArray();
    out.writeStringProperty("message", commit.message().text());
    writeOrigin(out, commit);
    out.writeArrayPropertyStart("files_changed");
    changed.files().forEach(file -> out.writeString(file.path()));
    out.writeEndArray();
    out.writeNumberProperty("additions", changed.additions());
    out.writeNumberProperty("deletions", changed.deletions());
  }

  /** Writes who made a commit, when and why. */
  static void writeOrigin(JsonGenerator out, Commit commit) {
    out.writeObjectPropertyStart("author");
    out.writeStringProperty("name", commit.authorName());
    out.writeStringProperty("email", commit.authorEmail());
    out.writeStringProperty("kind", commit.authorKind().orElse(null));
    out.writeStringProperty("id", commit.authorId().orElse(null));
    out.writeEndObject();
    out.writeStringProperty("committed_at", commit.committedAt().toString());
    out.writeObjectPropertyStart("trailers");
    commit.message().trailers().forEach(out::writeStringProperty);
    out.writeEndObject();
  }

  /** Writes the member {@code changes}: what became of each file. */
  public static void writeChanges(JsonGenerator out, List<FilePatch> patches) {
    out.writeArrayPropertyStart("changes");
    patches.forEach(patch -> write(out, patch));
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, FilePatch patch) {
    FileChange change = patch.change();
    out.writeStartObject();
    out.writeStringProperty("path", change.path());
    out.writeStringProperty("old_path", change.oldPath());
    out.writeStringProperty("status", change.status().name().toLowerCase(Locale.ROOT));
    out.writeStringProperty("patch", patch.patch());
    out.writeNumberProperty("additions", change.additions());
    out.writeNumberProperty("deletions", change.deletions());
    if (patch.patch() == null) {
      out.writeStringProperty("omitted", OMITTED);
    }
    out.writeEndObject();
  }

  /**
   * Writes the member {@code conflicts}: what each file was, is and would be. A content that is not
   * text, or too long, is null and has its id in {@code blob_ids} all the same.
   */
  public static void writeConflicts(JsonGenerator out, List<Conflict> conflicts) {
    out.writeArrayPropertyStart("conflicts");
    conflicts.forEach(conflict -> write(out, conflict));
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, Conflict conflict) {
    out.writeStartObject();
    out.writeStringProperty("path", conflict.path());
    write(out, conflict, Conflict.Version::text);
    out.writeObjectPropertyStart("blob_ids");
    write(out, conflict, version -> Optional.of(version.blobId()));
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void write(
      JsonGenerator out, Conflict conflict, Function<Conflict.Version, Optional<String>> of) {
    out.writeStringProperty("base", conflict.base().flatMap(of).orElse(null));
    out.writeStringProperty("ours", conflict.ours().flatMap(of).orElse(null));
    out.writeStringProperty("theirs", conflict.theirs().flatMap(of).orElse(null));
  }
}
