package dev.mneme.git;

import dev.mneme.git.storage.LogRepository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Finds commits by what people call them: an id in full or abbreviated, a branch, HEAD.
 *
 * <p>Only what a visible ref leads to is found, so that nothing can be read here that cannot be
 * fetched.
 */
public final class Revisions {
  private static final int MIN_DIGITS = 7;
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{7,40}");
  private final LogRepository repository;

  /** Finds them in one state of a repository. */
  public Revisions(MemoryView view) {
    this.repository = view.repository();
  }

  /** Looks a name up; of a branch that looks like an abbreviated id, the branch is meant. */
  public Revision find(String name) {
    if (name.length() == Constants.OBJECT_ID_STRING_LENGTH && isHex(name)) {
      return byId(name);
    }
    Optional<ObjectId> branch = branch(name);
    if (branch.isPresent()) {
      return new Revision.Found(GitId.of(branch.get()));
    }
    return isHex(name) ? byId(name) : new Revision.Nonsense();
  }

  private static boolean isHex(String name) {
    return name.length() >= MIN_DIGITS && HEX.matcher(name).matches();
  }

  private Optional<ObjectId> branch(String name) {
    String ref = name.equals(Constants.HEAD) ? Refs.MAIN : Constants.R_HEADS + name;
    return repository.state().ref(ref);
  }

  private Revision byId(String digits) {
    try (RevWalk walk = new RevWalk(repository)) {
      List<GitId> commits = new ArrayList<>();
      for (ObjectId id : candidates(walk.getObjectReader(), digits)) {
        if (isVisible(walk, id)) {
          commits.add(GitId.of(id));
        }
      }
      return switch (commits.size()) {
        case 0 -> new Revision.Unknown();
        case 1 -> new Revision.Found(commits.getFirst());
        default -> new Revision.Ambiguous(List.copyOf(commits));
      };
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  private static Iterable<ObjectId> candidates(ObjectReader reader, String digits)
      throws IOException {
    return reader.resolve(AbbreviatedObjectId.fromString(digits.toLowerCase(Locale.ROOT)));
  }

  /** Whether an object is a commit that a ref other than our own leads to. */
  private boolean isVisible(RevWalk walk, ObjectId id) throws IOException {
    if (!walk.getObjectReader().has(id) || !(walk.parseAny(id) instanceof RevCommit commit)) {
      return false;
    }
    List<RevCommit> tips = new ArrayList<>();
    for (Map.Entry<String, ObjectId> ref : repository.state().refs().entrySet()) {
      if (!ref.getKey().startsWith(Refs.HIDDEN)
          && walk.peel(walk.parseAny(ref.getValue())) instanceof RevCommit tip) {
        tips.add(tip);
      }
    }
    return walk.isMergedIntoAnyCommit(commit, tips);
  }
}
