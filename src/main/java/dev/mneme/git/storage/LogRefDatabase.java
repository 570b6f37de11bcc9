package dev.mneme.git.storage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.internal.storage.dfs.DfsRefDatabase;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.ReflogReader;
import org.eclipse.jgit.lib.SymbolicRef;
import org.eclipse.jgit.util.RefList;
import org.jspecify.annotations.Nullable;

/** The refs of a state. HEAD is none of them: it always leads to {@link #MAIN}. */
final class LogRefDatabase extends DfsRefDatabase {
  /** The branch that feeds the blocks, and the only one that HEAD ever names. */
  static final String MAIN = Constants.R_HEADS + "main";

  private final LogRepository repository;

  LogRefDatabase(LogRepository repository) {
    super(repository);
    this.repository = repository;
  }

  @Override
  protected RefCache scanAllRefs() {
    RefList.Builder<Ref> ids = new RefList.Builder<>();
    RefList.Builder<Ref> symbolic = new RefList.Builder<>();
    Ref head =
        new SymbolicRef(Constants.HEAD, new ObjectIdRef.Unpeeled(Ref.Storage.NEW, MAIN, null));
    ids.add(head);
    symbolic.add(head);
    repository.state().refs().forEach((name, target) -> ids.add(ref(name, target)));
    ids.sort();
    return new RefCache(ids.toRefList(), symbolic.toRefList());
  }

  private static Ref ref(String name, ObjectId target) {
    return name.startsWith(Constants.R_HEADS)
        ? new ObjectIdRef.PeeledNonTag(Ref.Storage.PACKED, name, target)
        : new ObjectIdRef.Unpeeled(Ref.Storage.PACKED, name, target);
  }

  @Override
  protected boolean compareAndPut(Ref old, Ref now) throws IOException {
    if (now.isSymbolic()) {
      return now.getName().equals(Constants.HEAD) && now.getTarget().getName().equals(MAIN);
    }
    return move(now.getName(), idOf(old), idOf(now));
  }

  @Override
  protected boolean compareAndRemove(Ref old) throws IOException {
    return move(old.getName(), idOf(old), ObjectId.zeroId());
  }

  private boolean move(String name, ObjectId from, ObjectId to) throws IOException {
    List<RefMove> moves = List.of(new RefMove(name, from, to));
    return repository.commit(moves, Map.of()) instanceof CommitResult.Committed;
  }

  private static ObjectId idOf(Ref ref) {
    ObjectId id = ref.getObjectId();
    return id == null ? ObjectId.zeroId() : id;
  }

  /** The default would write. */
  @Override
  protected void cachePeeledState(Ref old, Ref peeled) {
    // Peeling a tag again costs less than a record.
  }

  /** JGit asks for it to show it; ours is {@link RepositoryLog#entries}. */
  @Override
  public @Nullable ReflogReader getReflogReader(Ref ref) {
    return null;
  }

  @Override
  public boolean performsAtomicTransactions() {
    return true;
  }

  @Override
  public BatchRefUpdate newBatchUpdate() {
    return new LogBatchRefUpdate(this, repository);
  }
}
