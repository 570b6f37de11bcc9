package dev.mneme.git.storage;

import static org.eclipse.jgit.transport.ReceiveCommand.Result.NOT_ATTEMPTED;
import static org.eclipse.jgit.transport.ReceiveCommand.Result.OK;
import static org.eclipse.jgit.transport.ReceiveCommand.Result.REJECTED_MISSING_OBJECT;
import static org.eclipse.jgit.transport.ReceiveCommand.Result.REJECTED_NONFASTFORWARD;
import static org.eclipse.jgit.transport.ReceiveCommand.Result.REJECTED_OTHER_REASON;

import dev.mneme.objects.StoreUnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of a push: all commands that pass, and what must move with them, become one
 * record.
 *
 * <p>A race that was lost to a transaction on other refs is no reason to refuse anything: the
 * commands are judged again on the newer state. Lost to one on the same ref, they are answered in
 * git's own words, {@code fetch first}.
 */
final class LogBatchRefUpdate extends BatchRefUpdate {
  private static final String FETCH_FIRST = "fetch first";
  private static final int ATTEMPTS = 16;
  private final LogRepository repository;
  private final LogRefDatabase refs;

  LogBatchRefUpdate(LogRefDatabase refs, LogRepository repository) {
    super(refs);
    this.repository = repository;
    this.refs = refs;
  }

  @Override
  public void execute(RevWalk walk, ProgressMonitor monitor, @Nullable List<String> options)
      throws IOException {
    if (options != null) {
      setPushOptions(options);
    }
    for (ReceiveCommand command : pending()) {
      judgeContent(command, walk);
    }
    ofSameName().forEach(LogBatchRefUpdate::rejectName);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      pending().forEach(this::judgePlace);
      if (isAtomic() && pending().size() < getCommands().size()) {
        ReceiveCommand.abort(getCommands());
      }
      if (pending().isEmpty() || commitPending()) {
        return;
      }
      repository.moveTo(repository.log().current());
    }
    reject("too many writers at once, push again");
  }

  private List<ReceiveCommand> pending() {
    return getCommands().stream().filter(c -> c.getResult() == NOT_ATTEMPTED).toList();
  }

  private void judgeContent(ReceiveCommand command, RevWalk walk) throws IOException {
    try {
      if (command.getType() != ReceiveCommand.Type.DELETE) {
        walk.parseAny(command.getNewId());
      }
      command.updateType(walk);
    } catch (MissingObjectException e) {
      command.setResult(REJECTED_MISSING_OBJECT, e.getObjectId().name());
      return;
    }
    if (command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD
        && !isAllowNonFastForwards()) {
      command.setResult(REJECTED_NONFASTFORWARD);
    }
  }

  /** A ref moves once in a transaction, and no name of a ref may be the folder of another. */
  private List<ReceiveCommand> ofSameName() {
    List<String> names = pending().stream().map(ReceiveCommand::getRefName).toList();
    return pending().stream().filter(c -> isTwiceIn(names, c.getRefName())).toList();
  }

  private static boolean isTwiceIn(List<String> names, String name) {
    return Collections.frequency(names, name) > 1
        || names.stream().anyMatch(n -> n.startsWith(name + "/") || name.startsWith(n + "/"));
  }

  private static void rejectName(ReceiveCommand command) {
    command.setResult(REJECTED_OTHER_REASON, "another command of this push is about the same name");
  }

  private void judgePlace(ReceiveCommand command) {
    ObjectId is = repository.state().ref(command.getRefName()).orElse(ObjectId.zeroId());
    if (!is.equals(command.getOldId())) {
      command.setResult(REJECTED_OTHER_REASON, FETCH_FIRST);
    } else if (is.equals(ObjectId.zeroId())) {
      judgeName(command);
    }
  }

  private void judgeName(ReceiveCommand command) {
    try {
      if (refs.isNameConflicting(command.getRefName())) {
        command.setResult(
            REJECTED_OTHER_REASON,
            "another ref's name is a part of this one, or the other way round");
      }
    } catch (IOException e) {
      command.setResult(REJECTED_OTHER_REASON, "refs cannot be read");
    }
  }

  /** Returns whether the push is decided; if not, another transaction came first. */
  private boolean commitPending() throws IOException {
    List<ReceiveCommand> commands = pending();
    List<RefMove> moves = new ArrayList<>();
    commands.forEach(c -> moves.add(new RefMove(c.getRefName(), c.getOldId(), c.getNewId())));
    Companion.Company company = repository.companion().join(repository, moves);
    moves.addAll(company.moves());
    Map<String, FileVersion> versions = new HashMap<>(company.versions());
    try {
      return switch (repository.commit(moves, versions)) {
        case CommitResult.Committed committed -> {
          commands.forEach(command -> command.setResult(OK));
          yield true;
        }
        case CommitResult.Lost lost -> false;
      };
    } catch (ClosedLogException e) {
      reject("the repository has been deleted");
      return true;
    } catch (OutcomeUnknownException e) {
      reject("the store does not say whether this was stored; fetch to see, then push again");
      throw e;
    } catch (StoreUnavailableException e) {
      reject("the store is temporarily unavailable, nothing was stored; push again later");
      throw e;
    }
  }

  private void reject(String reason) {
    pending().forEach(command -> command.setResult(REJECTED_OTHER_REASON, reason));
  }
}
