package dev.mneme.block;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Only the user decides what the agent may not change: {@code read_only} is no key for a push. */
final class ReadOnlyRules {
  private ReadOnlyRules() {}

  static void judge(ChangedFile file, Findings findings) {
    if (!file.isBlock()) {
      return;
    }
    Key before = keyOf(file.before());
    if (isProtected(file, before)) {
      judgeProtected(file, findings);
    } else if (file.after() != null) {
      judgeKey(file, before, keyOf(file.after()), findings);
    }
  }

  private static boolean isProtected(ChangedFile file, Key before) {
    boolean kept = file.keptReadOnly() && !Boolean.FALSE.equals(before.meaning());
    return file.before() != null && (kept || Boolean.TRUE.equals(before.meaning()));
  }

  private static void judgeProtected(ChangedFile file, Findings findings) {
    boolean same = file.movedFrom() == null && Objects.equals(file.before(), file.after());
    if (!same) {
      findings.add(
          Rule.READ_ONLY_FILE,
          file.movedFrom() == null ? file.path() : file.movedFrom(),
          "the block is read_only: a push can neither change nor remove its file",
          "Put the file back as it was; only the user can make the block writable, over REST");
    }
  }

  private static void judgeKey(ChangedFile file, Key before, Key after, Findings findings) {
    if (before.present() == after.present() && Objects.equals(before.meaning(), after.meaning())) {
      return;
    }
    String what = !before.present() ? "added" : !after.present() ? "removed" : "changed";
    findings.add(
        Rule.READ_ONLY_KEY,
        file.path(),
        after.line(),
        "read_only cannot be %s by a push".formatted(what),
        before.present() ? "Put the line back as it was" : "Remove the line");
  }

  private static Key keyOf(@Nullable FileContent content) {
    if (content instanceof FileContent.Text text
        && text.file().header() instanceof Header.Present header) {
      YamlNode.Entry entry = header.find(Header.Key.READ_ONLY);
      return entry == null ? Key.ABSENT : Key.of(entry);
    }
    return Key.ABSENT;
  }

  /** The key in a file: adding it with the value it has anyway is adding it. */
  private record Key(boolean present, @Nullable Object meaning, int line) {
    static final Key ABSENT = new Key(false, null, 0);

    static Key of(YamlNode.Entry entry) {
      return new Key(true, YamlMeaning.of(entry.value()), Header.Present.lineInFile(entry.key()));
    }
  }
}
