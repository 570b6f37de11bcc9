package dev.mneme.git;

import dev.mneme.git.storage.LogRepository;
import dev.mneme.history.BlameLine;
import dev.mneme.history.Commit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.jgit.blame.BlameGenerator;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/** Which commit each line of a file comes from, following the file through renames. */
public final class Blame {
  private static final int RENAME_PERCENT = 50;

  private Blame() {}

  /**
   * The lines of a file that is in the tree of a commit.
   *
   * @param path of a file that is text in UTF-8
   */
  public static List<BlameLine> of(MemoryView view, GitId commit, String path) {
    LogRepository repository = view.repository();
    try (BlameGenerator blame = new BlameGenerator(repository, path)) {
      blame.setFollowFileRenames(true);
      blame.getRenameDetector().setRenameScore(RENAME_PERCENT);
      blame.push(null, commit.toObjectId());
      RawText text = blame.getResultContents();
      return lines(text, origins(blame, text.size()));
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  private static Commit[] origins(BlameGenerator blame, int size) throws IOException {
    Map<ObjectId, Commit> commits = new HashMap<>();
    Commit[] origins = new Commit[size];
    while (blame.next()) {
      RevCommit source = blame.getSourceCommit();
      Arrays.fill(
          origins,
          blame.getResultStart(),
          blame.getResultEnd(),
          commits.computeIfAbsent(source, id -> Commits.of(source)));
    }
    return origins;
  }

  private static List<BlameLine> lines(RawText text, Commit[] origins) {
    return IntStream.range(0, text.size())
        .mapToObj(i -> new BlameLine(i + 1, line(text, i), origins[i]))
        .toList();
  }

  private static String line(RawText text, int number) {
    return StandardCharsets.UTF_8.decode(text.getRawString(number)).toString();
  }
}
