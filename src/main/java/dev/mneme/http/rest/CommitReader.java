package dev.mneme.http.rest;

import dev.mneme.api.Fields;
import dev.mneme.api.Problems;
import dev.mneme.memory.CommitMessage;
import dev.mneme.memory.FileAction;
import dev.mneme.memory.NewCommit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what is to be committed, restored or reverted: time.md. */
final class CommitReader {
  /** Tools break long base64 into lines. */
  private static final Pattern WHITESPACE = Pattern.compile("\\s+");

  private CommitReader() {}

  static NewCommit commit(Fields body, Problems problems) {
    String message = body.requiredText("message");
    @Nullable String head = body.text("expected_head");
    List<Fields> changes = body.objects("changes");
    if (changes == null) {
      body.refuse("changes", "missing", "Field required");
    }
    List<FileAction> actions = new ArrayList<>();
    for (Fields change : changes == null ? List.<Fields>of() : changes) {
      action(change).ifPresent(actions::add);
    }
    problems.check();
    return new NewCommit(new CommitMessage(message), head, actions);
  }

  private static Optional<FileAction> action(Fields change) {
    String path = change.requiredText("path");
    boolean delete = Boolean.TRUE.equals(change.flag("delete"));
    @Nullable String to = change.text("rename_to");
    byte[] bytes = bytes(change);
    boolean fits = delete ? to == null && bytes == null : to != null || bytes != null;
    if (!fits) {
      change.refuse(
          "path",
          "value_error",
          "A change has 'content' or 'content_base64', 'rename_to' with or without one of these, or"
              + " 'delete': true");
      return Optional.empty();
    }
    return Optional.of(
        delete
            ? new FileAction.Delete(path)
            : to == null
                ? new FileAction.Put(path, bytes == null ? new byte[0] : bytes)
                : new FileAction.Rename(path, to, Optional.ofNullable(bytes)));
  }

  private static byte @Nullable [] bytes(Fields change) {
    @Nullable String text = change.text("content");
    @Nullable String base64 = change.text("content_base64");
    if (text != null && base64 != null) {
      change.refuse("content_base64", "value_error", "Give one of content and content_base64");
    }
    if (text != null) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    return base64 == null ? null : decoded(change, base64);
  }

  private static byte[] decoded(Fields change, String base64) {
    try {
      return Base64.getDecoder().decode(WHITESPACE.matcher(base64).replaceAll(""));
    } catch (IllegalArgumentException e) {
      change.refuse("content_base64", "value_error", "Input should be valid base64");
      return new byte[0];
    }
  }

  /**
   * What is to be restored.
   *
   * @param labels null for all of the memory
   */
  record Restore(String to, @Nullable List<String> labels, @Nullable CommitMessage message) {}

  static Restore restore(Fields body, Problems problems) {
    String to = moment(body);
    @Nullable List<String> labels = body.texts("labels");
    if (labels != null && labels.isEmpty()) {
      body.refuse("labels", "too_short", "Name at least one block, or leave labels out for all");
    }
    @Nullable String message = body.text("message");
    problems.check();
    return new Restore(to, labels, message(message));
  }

  private static String moment(Fields body) {
    return body.raw("to") instanceof Map<?, ?> moment && moment.get("ref") instanceof String ref
        ? ref
        : body.requiredText("to");
  }

  /**
   * What is to be undone.
   *
   * @param commits null if it is a run
   * @param run null if it is commits
   */
  record Revert(
      @Nullable List<String> commits, @Nullable String run, @Nullable CommitMessage message) {}

  static Revert revert(Fields body, Problems problems) {
    @Nullable List<String> commits = body.texts("commits");
    @Nullable String run = body.text("run");
    if ((commits == null || commits.isEmpty()) == (run == null || run.isEmpty())) {
      body.refuse("commits", "value_error", "Give either the commits to undo, or a run");
    }
    @Nullable String message = body.text("message");
    problems.check();
    return new Revert(commits, run, message(message));
  }

  private static @Nullable CommitMessage message(@Nullable String text) {
    return text == null ? null : new CommitMessage(text);
  }
}
