package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.agent.SharedRepositoryId;
import dev.mneme.block.Label;
import dev.mneme.git.Diff;
import dev.mneme.git.GitId;
import dev.mneme.git.History;
import dev.mneme.git.HistoryQuery;
import dev.mneme.git.MemoryView;
import dev.mneme.git.Revision;
import dev.mneme.git.Revisions;
import dev.mneme.history.Commit;
import dev.mneme.history.CommitPatches;
import dev.mneme.history.Comparison;
import dev.mneme.history.HistoryPage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an agent's memory, or to a repository that agents share, by the commits.
 *
 * <p>A point in time is a commit, a branch, {@code HEAD} or an instant. Every method throws {@link
 * NotFoundException} if the agent is not there, never had its memory in git, or there was nothing
 * at that time, and {@link InvalidException} if the point in time is none.
 */
public final class HistoryService {
  private final Moments moments;
  private final SharedRepositoryService shared;

  HistoryService(Moments moments, SharedRepositoryService shared) {
    this.moments = moments;
    this.shared = shared;
  }

  /** The commits that led to what the memory is now, newest first. */
  public HistoryPage page(AgentId agent, HistoryFilter filter, Attribution by) {
    MemoryView now = moments.now(agent, by);
    Map<String, String> trailers = new LinkedHashMap<>();
    put(trailers, Commit.AUTHOR_KIND, filter.authorKind());
    put(trailers, Commit.RUN, filter.run());
    return new History(now)
        .page(new HistoryQuery(path(now, filter), trailers, before(now, filter), filter.limit()));
  }

  /**
   * The commits that led to what a repository of several agents is now, newest first.
   *
   * @param path of a file or folder that they touch, or null for all; a file is followed through
   *     its renames
   * @throws NotFoundException if there is no such repository
   */
  public HistoryPage versions(
      SharedRepositoryId id, @Nullable String path, int limit, Attribution by) {
    return new History(shared.view(id, by.actor()))
        .page(new HistoryQuery(withoutSlash(path), Map.of(), null, limit));
  }

  private static void put(Map<String, String> trailers, String name, @Nullable String value) {
    if (value != null) {
      trailers.put(name, value);
    }
  }

  private static @Nullable String path(MemoryView now, HistoryFilter filter) {
    String path = withoutSlash(filter.path());
    if (filter.label() == null) {
      return path;
    }
    String ofLabel = pathOf(now, filter.label());
    if (path != null && !path.equals(ofLabel)) {
      throw new InvalidException(
          "the label '%s' has the file %s, not %s: give one of label and path"
              .formatted(filter.label(), ofLabel, path));
    }
    return ofLabel;
  }

  private static @Nullable String withoutSlash(@Nullable String path) {
    return path != null && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Callers who knew the agent before it had git memory leave out {@code system/}. */
  private static String pathOf(MemoryView now, String label) {
    String exact = GitLabels.of(label).toPath();
    String system = GitLabels.of(Label.SYSTEM + label).toPath();
    return now.file(exact).isEmpty() && now.file(system).isPresent() ? system : exact;
  }

  private static @Nullable GitId before(MemoryView now, HistoryFilter filter) {
    return filter.before() != null
            && new Revisions(now).find(filter.before()) instanceof Revision.Found(GitId commit)
        ? commit
        : null;
  }

  /**
   * A commit with what it changed.
   *
   * @throws NotFoundException if there is none of that name
   */
  public CommitPatches commit(AgentId agent, String name, Attribution by) {
    MemoryView now = moments.now(agent, by);
    Diff diff = Diff.of(now, moments.named(now, name));
    return new CommitPatches(diff.commit(), diff.patches());
  }

  /**
   * What differs between two points in time.
   *
   * @param to null for now
   * @param path of a file or folder to look at, or null for all
   */
  public Comparison diff(
      AgentId agent, String from, @Nullable String to, @Nullable String path, Attribution by) {
    MemoryView now = moments.now(agent, by);
    GitId before = moments.getCommit(now, from);
    GitId after = moments.getCommit(now, to);
    Diff diff = Diff.between(now, before, after, withoutSlash(path));
    return new Comparison(before.hex(), after.hex(), diff.patches());
  }

  /** Writes the same as one patch that {@code git apply} takes, whatever its length. */
  public void writePatch(
      AgentId agent,
      String from,
      @Nullable String to,
      @Nullable String path,
      Attribution by,
      OutputStream out)
      throws IOException {
    MemoryView now = moments.now(agent, by);
    GitId before = moments.getCommit(now, from);
    Diff.between(now, before, moments.getCommit(now, to), withoutSlash(path)).writePatch(out);
  }
}
