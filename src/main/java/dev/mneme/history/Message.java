package dev.mneme.history;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The message of a commit, taken apart.
 *
 * @param text what it says, without the trailers, without blank lines at its end
 * @param trailers by name, in their order; the values of a name that occurs more than once are
 *     joined by a comma
 */
public record Message(String text, Map<String, String> trailers) {
  private static final Pattern TRAILER = Pattern.compile("([A-Za-z0-9-]+)[ \t]*:(.*)");
  private static final List<String> WRITTEN_BY_GIT =
      List.of("Signed-off-by: ", "(cherry picked from commit ");

  public Message {
    trailers = Collections.unmodifiableMap(new LinkedHashMap<>(trailers));
  }

  /**
   * Finds the trailers as git does: the last paragraph, but never the first, if all of its lines
   * are trailers, or at least a quarter of them are and git wrote one of these.
   *
   * @see <a href="https://git-scm.com/docs/git-interpret-trailers">git-interpret-trailers</a>
   */
  public static Message parse(String full) {
    String whole = full.stripTrailing();
    List<String> lines = whole.lines().toList();
    int start = lastParagraph(lines);
    List<String> last = lines.subList(start, lines.size());
    if (start == 0 || !isTrailers(last)) {
      return new Message(whole, Map.of());
    }
    boolean nothingElse = last.stream().allMatch(Message::isTrailerOrContinuation);
    String text = nothingElse ? String.join("\n", lines.subList(0, start)).stripTrailing() : whole;
    return new Message(text, read(last));
  }

  /** The first line. */
  public String subject() {
    return text.lines().findFirst().orElse("");
  }

  private static int lastParagraph(List<String> lines) {
    int start = lines.size();
    while (start > 0 && !lines.get(start - 1).isBlank()) {
      start--;
    }
    return start;
  }

  private static boolean isTrailers(List<String> paragraph) {
    int trailers = 0;
    int others = 0;
    boolean after = false;
    for (String line : paragraph) {
      boolean trailer = isTrailer(line);
      if (trailer) {
        trailers++;
      } else if (!after || !isContinuation(line)) {
        others++;
      }
      after = trailer || (after && isContinuation(line));
    }
    boolean ofGit = paragraph.stream().anyMatch(Message::isWrittenByGit);
    return trailers > 0 && (others == 0 || (ofGit && trailers * 3 >= others));
  }

  private static boolean isTrailerOrContinuation(String line) {
    return isTrailer(line) || isContinuation(line);
  }

  private static boolean isTrailer(String line) {
    return isWrittenByGit(line) || TRAILER.matcher(line).matches();
  }

  private static boolean isWrittenByGit(String line) {
    return WRITTEN_BY_GIT.stream().anyMatch(line::startsWith);
  }

  private static boolean isContinuation(String line) {
    return line.startsWith(" ") || line.startsWith("\t");
  }

  private static Map<String, String> read(List<String> paragraph) {
    Map<String, String> trailers = new LinkedHashMap<>();
    String name = null;
    for (String line : paragraph) {
      Matcher trailer = TRAILER.matcher(line);
      if (trailer.matches()) {
        name = trailer.group(1);
        trailers.merge(name, trailer.group(2).strip(), (a, b) -> a + ", " + b);
      } else if (name != null && isContinuation(line)) {
        trailers.merge(name, line.strip(), (a, b) -> a + " " + b);
      } else {
        name = null;
      }
    }
    return trailers;
  }
}
