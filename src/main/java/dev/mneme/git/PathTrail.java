package dev.mneme.git;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/**
 * Tells which commits touch a path, and follows a file to the name that it had before. Sees the
 * commits of a walk in its order, the newest first.
 *
 * <p>As {@code git log --follow}: of a merge, only one that differs from all its parents counts.
 */
final class PathTrail {
  private static final Entry ABSENT = new Entry(FileMode.MISSING, ObjectId.zeroId());
  private final ObjectReader reader;
  private final TreeDiff diff;

  /** Commits next to each other have most of their folders in common. */
  private final Map<Place, Entry> known = new HashMap<>();

  private String path;

  PathTrail(ObjectReader reader, String path) {
    this.reader = reader;
    this.diff = new TreeDiff(reader);
    this.path = path;
  }

  private record Entry(FileMode mode, ObjectId id) {
    boolean isThere() {
      return !mode.equals(FileMode.MISSING);
    }
  }

  private record Place(ObjectId tree, String path) {}

  /** Whether a commit touches the path; its parents must be parsed. */
  boolean isTouchedBy(RevCommit commit) throws IOException {
    Entry now = find(commit.getTree(), path);
    if (commit.getParentCount() == 0) {
      return now.isThere();
    }
    for (RevCommit parent : commit.getParents()) {
      if (find(parent.getTree(), path).equals(now)) {
        return false;
      }
    }
    if (commit.getParentCount() == 1 && isNewFile(commit, now)) {
      follow(commit);
    }
    return true;
  }

  private boolean isNewFile(RevCommit commit, Entry now) throws IOException {
    return now.isThere()
        && !now.mode().equals(FileMode.TREE)
        && !find(commit.getParent(0).getTree(), path).isThere();
  }

  private void follow(RevCommit commit) throws IOException {
    String before =
        diff.of(commit).stream()
            .filter(pair -> pair.path().equals(path))
            .map(FilePair::oldPath)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    if (before != null) {
      path = before;
    }
  }

  private Entry find(ObjectId tree, String below) throws IOException {
    Place place = new Place(tree, below);
    Entry entry = known.get(place);
    if (entry == null) {
      entry = read(tree, below);
      known.put(new Place(tree.copy(), below), entry);
    }
    return entry;
  }

  private Entry read(ObjectId tree, String below) throws IOException {
    int slash = below.indexOf('/');
    String name = slash < 0 ? below : below.substring(0, slash);
    Entry entry = entry(tree, name);
    if (slash < 0 || entry == null) {
      return entry == null ? ABSENT : entry;
    }
    return entry.mode().equals(FileMode.TREE)
        ? find(entry.id(), below.substring(slash + 1))
        : ABSENT;
  }

  private @Nullable Entry entry(ObjectId tree, String name) throws IOException {
    CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
    byte[] sought = Constants.encode(name);
    for (; !parser.eof(); parser.next()) {
      int length = parser.getEntryPathLength();
      if (Arrays.equals(parser.getEntryPathBuffer(), 0, length, sought, 0, sought.length)) {
        return new Entry(parser.getEntryFileMode(), parser.getEntryObjectId());
      }
    }
    return null;
  }
}
