package dev.mneme.git;

import dev.mneme.git.storage.Companion;
import dev.mneme.git.storage.LogRepository;
import dev.mneme.git.storage.RefMove;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Moves the hidden ref together with a pushed {@code main}. */
public final class PushCompanion implements Companion {
  private static final Author NOBODY = new Author("", "", Instant.EPOCH, Map.of());
  private final BiFunction<MemoryView, MemoryView, Proposal> plan;

  /**
   * @param plan says, of the state before the push and the one after it, what the hidden ref has to
   *     say; it proposes no files, for nothing is added to what was pushed
   */
  public PushCompanion(BiFunction<MemoryView, MemoryView, Proposal> plan) {
    this.plan = plan;
  }

  @Override
  public Company join(LogRepository repository, List<RefMove> moves) throws IOException {
    Optional<RefMove> main = moves.stream().filter(m -> m.name().equals(Refs.MAIN)).findFirst();
    if (main.isEmpty()) {
      return Companion.NONE.join(repository, moves);
    }
    MemoryView before = new MemoryView(repository);
    Proposal proposal = plan.apply(before, before.withMainAt(main.get().to()));
    if (!proposal.files().isEmpty()) {
      throw new IllegalArgumentException("a push is taken as it is");
    }
    return new Company(MemoryCommit.stage(before, proposal, NOBODY), proposal.versions());
  }
}
