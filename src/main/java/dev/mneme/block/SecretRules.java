package dev.mneme.block;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in text, and judges files by them.
 *
 * <p>Judged is what a change brings in: a secret that stands in the old version of the file already
 * has been let through before, and asking again at every later edit would only teach people to
 * override always.
 */
public final class SecretRules {
  private static final String ID = "secrets/";

  /** Enough to know what is wrong with a file. */
  private static final int MAX_PER_FILE = 20;

  private SecretRules() {}

  /** What looks like a secret in a text, at most one for a line and 20 in all, in order. */
  public static List<Secret> scan(String text) {
    return secrets(text, matches(text));
  }

  /** The same for content of any kind. */
  public static List<Secret> scan(FileContent content) {
    return scan(textOf(content));
  }

  static void judge(ChangedFile file, Findings findings) {
    if (file.after() == null || file.after().sizeBytes() > sizeLimit(file, findings)) {
      return;
    }
    String text = textOf(file.after());
    List<Match> matches = matches(text);
    if (!matches.isEmpty()) {
      Set<String> known = secretsOf(textOf(file.before()));
      matches.removeIf(match -> known.contains(match.secret()));
      secrets(text, matches)
          .forEach(secret -> findings.add(finding(file.path(), secret, findings.context())));
    }
  }

  private static long sizeLimit(ChangedFile file, Findings findings) {
    return findings.limits().fileBytes(file.path());
  }

  private static Finding finding(String path, Secret secret, RulesContext context) {
    boolean strict = context.mode() == RulesMode.STRICT;
    Severity severity = context.allowSecrets() && !strict ? Severity.WARNING : Severity.REJECTED;
    String message =
        "looks like %s (rule %s). %s".formatted(secret.name(), secret.rule(), remedy(context));
    return new Finding(severity, path, secret.line(), secret.rule(), message);
  }

  private static String remedy(RulesContext context) {
    if (context.mode() == RulesMode.STRICT) {
      return "Remove it, and amend the commit that brought it in";
    }
    if (context.allowSecrets()) {
      return "Let through, as asked";
    }
    return switch (context.door()) {
      case PUSH -> "Remove it, or push with -o mneme.allow-secrets";
      case REST -> "Remove it, or send the header Mneme-Allow-Secrets: true";
    };
  }

  private static List<Secret> secrets(String text, List<Match> matches) {
    List<Secret> secrets = new ArrayList<>();
    LineCounter lines = new LineCounter(text);
    for (Match match : matches) {
      int line = lines.lineOf(match.at());
      boolean sameLine = !secrets.isEmpty() && secrets.getLast().line() == line;
      if (!sameLine && secrets.size() < MAX_PER_FILE) {
        secrets.add(new Secret(line, ID + match.detector().id(), match.detector().name()));
      }
    }
    return secrets;
  }

  private static Set<String> secretsOf(String text) {
    Set<String> secrets = new HashSet<>();
    matches(text).forEach(match -> secrets.add(match.secret()));
    return secrets;
  }

  private static List<Match> matches(String text) {
    List<Match> matches = new ArrayList<>();
    for (SecretDetector each : SecretDetectors.ALL) {
      each.find(text, (detector, at, secret) -> matches.add(new Match(detector, at, secret)));
    }
    matches.sort(Comparator.comparingInt(Match::at));
    return matches;
  }

  /** UTF-16 is what PowerShell writes; all else that is not UTF-8 is searched byte by byte. */
  private static String textOf(@Nullable FileContent content) {
    return switch (content) {
      case FileContent.Text text -> text.file().text();
      case FileContent.NotText(var bytes, var problem) -> new String(bytes, charsetOf(bytes));
      case FileContent.Oversized oversized -> "";
      case FileContent.SymbolicLink link -> "";
      case FileContent.Submodule submodule -> "";
      case null -> "";
    };
  }

  private static Charset charsetOf(byte[] bytes) {
    boolean utf16 =
        bytes.length >= 2
            && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
                || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
    return utf16 ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1;
  }

  private record Match(SecretDetector detector, int at, String secret) {}

  /** Numbers lines while going forward through a text. */
  private static final class LineCounter {
    private final String text;
    private int line = 1;
    private int upTo;

    LineCounter(String text) {
      this.text = text;
    }

    int lineOf(int index) {
      while (upTo < index) {
        line += text.charAt(upTo++) == '\n' ? 1 : 0;
      }
      return line;
    }
  }
}
