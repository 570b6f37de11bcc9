package dev.mneme.http.git;

import static org.eclipse.jgit.transport.ReceiveCommand.Result.NOT_ATTEMPTED;
import static org.eclipse.jgit.transport.ReceiveCommand.Result.OK;
import static org.eclipse.jgit.transport.ReceiveCommand.Result.REJECTED_NODELETE;
import static org.eclipse.jgit.transport.ReceiveCommand.Result.REJECTED_NONFASTFORWARD;
import static org.eclipse.jgit.transport.ReceiveCommand.Result.REJECTED_OTHER_REASON;

import dev.mneme.block.ChangedFile;
import dev.mneme.block.PushReport;
import dev.mneme.block.Scope;
import dev.mneme.block.TreeFacts;
import dev.mneme.git.MemoryView;
import dev.mneme.git.PushCompanion;
import dev.mneme.git.Refs;
import dev.mneme.git.TreeChanges;
import dev.mneme.git.storage.LogRepository;
import dev.mneme.http.Unavailable;
import dev.mneme.memory.Push;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives one push: judges it, commits it with what has to move along, takes it over, reports. */
final class MemoryReceivePack extends ReceivePack {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryReceivePack.class);
  private static final String ALLOW_SECRETS = "mneme.allow-secrets";
  private static final Set<String> LOST_RACE =
      Set.of(JGitText.get().invalidOldIdSent, JGitText.get().refAlreadyExists);

  private final LogRepository repository;
  private final ReceiveSettings settings;
  private final Function<Boolean, Push> begin;
  private final Function<String, String> linkOfCommit;

  MemoryReceivePack(
      LogRepository repository,
      ReceiveSettings settings,
      Function<Boolean, Push> begin,
      Function<String, String> linkOfCommit) {
    super(repository);
    this.repository = repository;
    this.settings = settings;
    this.begin = begin;
    this.linkOfCommit = linkOfCommit;
    setBiDirectionalPipe(false);
    setRefFilter(HiddenRefs::without);
    setAllowPushOptions(true);
    setAtomic(false);
    setObjectChecker(new ObjectChecker());
    setMaxPackSizeLimit(settings.maxPackBytes());
    setMaxObjectSizeLimit(settings.maxObjectBytes());
    setPreReceiveHook((pack, commands) -> commands.forEach(MemoryReceivePack::judgeRef));
  }

  private boolean hasOption(String option) {
    List<String> options = getPushOptions();
    return options != null && options.contains(option);
  }

  /** Which refs may be pushed, and how: {@code main} only forward. */
  private static void judgeRef(ReceiveCommand command) {
    String name = command.getRefName();
    boolean isMain = name.equals(Refs.MAIN);
    if (!name.startsWith(Constants.R_HEADS) && !name.startsWith(Constants.R_TAGS)) {
      command.setResult(REJECTED_OTHER_REASON, "only branches and tags can be pushed");
    } else if (isMain && command.getType() == ReceiveCommand.Type.DELETE) {
      command.setResult(REJECTED_NODELETE);
    } else if (isMain && command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD) {
      command.setResult(REJECTED_NONFASTFORWARD);
    }
  }

  /**
   * Between the list of refs that a pusher got and its pack another was faster: JGit says it in its
   * own words, clients look for git's.
   */
  private void speakAsGit() {
    for (ReceiveCommand command : getAllCommands()) {
      if (command.getResult() == REJECTED_OTHER_REASON
          && LOST_RACE.contains(String.valueOf(command.getMessage()))) {
        command.setResult(REJECTED_OTHER_REASON, "fetch first");
      }
    }
  }

  @Override
  protected void executeCommands() {
    speakAsGit();
    Push push = begin.apply(hasOption(ALLOW_SECRETS));
    List<ReceiveCommand> commands = filterCommands(NOT_ATTEMPTED);
    commands.forEach(command -> judgeContent(push, command));
    boolean refused = commands.stream().anyMatch(c -> c.getResult() == REJECTED_OTHER_REASON);
    if (refused && isAtomic()) {
      ReceiveCommand.abort(commands);
    }
    repository.setCompanion(new PushCompanion(push::plan));
    repository.setBeforeCommit(push::willCommit);
    commit();
    Optional<ReceiveCommand> main = main(filterCommands(OK));
    main.ifPresent(command -> push.committed(new MemoryView(repository)));
    report(main, refused, push);
  }

  /**
   * Tells the pusher what failed as the fate of his refs: of a status that is no success git shows
   * him the number alone.
   */
  private void commit() {
    try {
      super.executeCommands();
    } catch (RuntimeException failure) {
      String why = Unavailable.of(failure).map(Unavailable::sentence).orElseThrow(() -> failure);
      LOG.warn("a push was not stored, repository={}", repository.log().id(), failure);
      filterCommands(NOT_ATTEMPTED).forEach(c -> c.setResult(REJECTED_OTHER_REASON, why));
    }
  }

  private void judgeContent(Push push, ReceiveCommand command) {
    if (command.getType() == ReceiveCommand.Type.DELETE) {
      return;
    }
    boolean isMain = command.getRefName().equals(Refs.MAIN);
    try {
      Optional<ObjectId> commit = commitOf(command.getNewId());
      if (commit.isEmpty()) {
        judgeNoCommit(command);
      } else if (!judgeTree(push, isMain ? Scope.MEMORY : Scope.FILES, command, commit.get())) {
        command.setResult(REJECTED_OTHER_REASON, "the memory's rules refuse it, see above");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tag may name anything; a branch must name a commit. */
  private static void judgeNoCommit(ReceiveCommand command) {
    if (command.getRefName().startsWith(Constants.R_HEADS)) {
      command.setResult(REJECTED_OTHER_REASON, "a branch must be at a commit");
    }
  }

  private Optional<ObjectId> commitOf(ObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.peel(walk.parseAny(id)) instanceof RevCommit commit
          ? Optional.of(commit.copy())
          : Optional.empty();
    }
  }

  private boolean judgeTree(Push push, Scope scope, ReceiveCommand command, ObjectId after)
      throws IOException {
    ObjectId before =
        command.getType() == ReceiveCommand.Type.CREATE
            ? repository.state().ref(Refs.MAIN).orElse(ObjectId.zeroId())
            : commitOf(command.getOldId()).orElse(ObjectId.zeroId());
    TreeChanges trees = new TreeChanges(repository, settings.maxFileBytes());
    List<ChangedFile> changes = trees.between(before, after);
    List<String> paths = trees.paths(after);
    TreeFacts facts = new TreeFacts(paths.size(), paths, Math.max(0, packBytes()), List.of());
    return push.judge(scope, new MemoryView(repository), changes, facts);
  }

  private long packBytes() {
    Long size = getPackSize();
    return size == null ? 0 : size;
  }

  private static Optional<ReceiveCommand> main(Collection<ReceiveCommand> commands) {
    return commands.stream().filter(c -> c.getRefName().equals(Refs.MAIN)).findFirst();
  }

  private void report(Optional<ReceiveCommand> main, boolean refused, Push push) {
    PushReport report =
        main.isPresent() && !refused
            ? push.accepted(linkOfCommit.apply(main.get().getNewId().name()))
            : push.rejected();
    report.lines().forEach(this::sendMessage);
  }
}
