package dev.mneme.git;

import dev.mneme.git.storage.LogRepository;
import dev.mneme.history.Commit;
import dev.mneme.history.FilePatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** What changed from one commit to another, spelled out. */
public final class Diff {
  /** The longest patch of one file that is spelled out in a list. */
  public static final int MOST_PATCH_BYTES = 1 << 20;

  /** The most bytes that all patches of a list have together. */
  private static final int MOST_LIST_BYTES = 16 << 20;

  private final LogRepository repository;
  private final @Nullable GitId from;
  private final GitId to;
  private final @Nullable String path;

  private Diff(MemoryView view, @Nullable GitId from, GitId to, @Nullable String path) {
    this.repository = view.repository();
    this.from = from;
    this.to = to;
    this.path = path;
  }

  /**
   * From one commit to another.
   *
   * @param path of a file or a folder to which it is confined, or null
   */
  public static Diff between(MemoryView view, GitId from, GitId to, @Nullable String path) {
    return new Diff(view, from, to, path);
  }

  /** What a commit changed against its first parent, or against nothing. */
  public static Diff of(MemoryView view, GitId commit) {
    return new Diff(view, null, commit, null);
  }

  /** The commit that it leads to. */
  public Commit commit() {
    try (RevWalk walk = new RevWalk(repository)) {
      return Commits.of(walk.parseCommit(to.toObjectId()));
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  /** All files that differ; what is too long for a list is left out of it and said so. */
  public List<FilePatch> patches() {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectReader reader = walk.getObjectReader();
      TreeDiff diff = new TreeDiff(reader);
      List<FilePatch> patches = new ArrayList<>();
      long left = MOST_LIST_BYTES;
      for (FilePair pair : pairs(walk, diff)) {
        String patch = patch(reader, pair, Math.min(MOST_PATCH_BYTES, left));
        left -= patch == null ? 0 : patch.length();
        patches.add(new FilePatch(diff.change(pair), patch));
      }
      return patches;
    } catch (IOException e) {
      throw repository.log().unreadable(e);
    }
  }

  /** Writes all of it, whatever its length, as one patch. */
  public void writePatch(OutputStream out) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      PatchText text = new PatchText(new LineDiff(walk.getObjectReader()), out);
      for (FilePair pair : pairs(walk, new TreeDiff(walk.getObjectReader()))) {
        text.write(pair);
      }
    }
  }

  private List<FilePair> pairs(RevWalk walk, TreeDiff diff) throws IOException {
    RevCommit after = walk.parseCommit(to.toObjectId());
    List<FilePair> pairs = diff.between(treeBefore(walk, after), after.getTree());
    return path == null ? pairs : pairs.stream().filter(pair -> pair.isAt(path)).toList();
  }

  private ObjectId treeBefore(RevWalk walk, RevCommit after) throws IOException {
    if (from != null) {
      return walk.parseCommit(from.toObjectId()).getTree();
    }
    return after.getParentCount() == 0
        ? ObjectId.zeroId()
        : walk.parseCommit(after.getParent(0)).getTree();
  }

  private static @Nullable String patch(ObjectReader reader, FilePair pair, long mostBytes)
      throws IOException {
    LineDiff lines = new LineDiff(reader);
    if (lines.sizeBytes(pair) > mostBytes * 4) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new PatchText(lines, bytes).write(pair);
    return bytes.size() > mostBytes ? null : bytes.toString(StandardCharsets.UTF_8);
  }
}
