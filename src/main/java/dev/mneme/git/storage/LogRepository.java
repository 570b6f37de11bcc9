package dev.mneme.git.storage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.internal.storage.dfs.DfsRepository;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryBuilder;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;

/**
 * One state of a log as JGit sees a repository, and the objects that one request wants to add to
 * it.
 *
 * <p>Made for a single request and cheap to make. Objects that are inserted or received are staged:
 * this object alone sees them, until {@link #commit} puts them and the moves of refs into one
 * record. A request that fails leaves nothing behind.
 *
 * <p>Not for several threads at once.
 */
public final class LogRepository extends DfsRepository {
  private final RepositoryLog log;
  private final LogObjDatabase objects;
  private final LogRefDatabase refs;
  private Snapshot snapshot;
  private Companion companion = Companion.NONE;
  private BeforeCommit before = BeforeCommit.NOTHING;

  private LogRepository(Builder builder) {
    super(builder);
    this.log = builder.log;
    this.snapshot = builder.snapshot;
    this.objects = new LogObjDatabase(this);
    this.refs = new LogRefDatabase(this);
    getConfig().setBoolean("uploadpack", null, "allowFilter", true);
  }

  /** Shows a state of a log to JGit. */
  public static LogRepository open(RepositoryLog log, Snapshot snapshot) {
    return new Builder(log, snapshot).build();
  }

  /** The log that this is a state of. */
  public RepositoryLog log() {
    return log;
  }

  /** What is being looked at; after a commit, what the commit made. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /** Shorthand for the state in {@link #snapshot}. */
  public RepositoryState state() {
    return snapshot.state();
  }

  /** Says what must move together with the refs of a push, and in the same record. */
  public void setCompanion(Companion companion) {
    this.companion = companion;
  }

  /** Says who is told what the packs cost that are received from now on. */
  public void setPackMeter(PackMeter meter) {
    objects.setMeter(meter);
  }

  /** Says who must know of a record before it is created. */
  public void setBeforeCommit(BeforeCommit before) {
    this.before = before;
  }

  /**
   * Appends the staged objects, the moves of refs and what must move with them as one record.
   *
   * <p>If it is committed, this repository shows the state after it and has nothing staged.
   *
   * @param moves from where the refs are in {@link #state}
   * @param versions of the block files that the moves change
   */
  public CommitResult commit(List<RefMove> moves, Map<String, FileVersion> versions)
      throws IOException {
    Transaction transaction = Transaction.update(moves, versions, objects.staged());
    CommitResult result = log.commit(snapshot, transaction, before);
    if (result instanceof CommitResult.Committed(Snapshot after)) {
      objects.forgetStaged();
      moveTo(after);
    }
    return result;
  }

  /** Looks at another state, keeping what is staged. */
  public void moveTo(Snapshot other) {
    snapshot = other;
    objects.refresh();
    refs.refresh();
  }

  Companion companion() {
    return companion;
  }

  @Override
  public LogObjDatabase getObjectDatabase() {
    return objects;
  }

  @Override
  public LogRefDatabase getRefDatabase() {
    return refs;
  }

  private static final class Builder extends DfsRepositoryBuilder<Builder, LogRepository> {
    private final RepositoryLog log;
    private final Snapshot snapshot;

    Builder(RepositoryLog log, Snapshot snapshot) {
      this.log = log;
      this.snapshot = snapshot;
      setRepositoryDescription(new DfsRepositoryDescription(log.id().value()));
      setBare();
    }

    @Override
    public LogRepository build() {
      return new LogRepository(this);
    }
  }
}
