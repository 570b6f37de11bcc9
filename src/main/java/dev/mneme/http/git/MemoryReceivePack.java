package dev.mneme.http.git;

import static org.eclipse.jgit.transport.ReceiveCommand.Result.NOT_ATTEMPTED;
import static org.eclipse.jgit.transport.ReceiveCommand.Result.OK;
import static org.eclipse.jgit.transport.ReceiveCommand.Result.REJECTED_NODELETE;
import static org.eclipse.jgit.transport.ReceiveCommand.Result.REJECTED_NONFASTFORWARD;
import static org.eclipse.jgit.transport.ReceiveCommand.Result.REJECTED_OTHER_REASON;

import dev.mneme.block.PushReport;
import dev.mneme.block.Scope;
import dev.mneme.block.Severity;
import dev.mneme.block.Shown;
import dev.mneme.block.TreeFacts;
import dev.mneme.git.MemoryView;
import dev.mneme.git.PushCompanion;
import dev.mneme.git.Refs;
import dev.mneme.git.TreeChanges;
import dev.mneme.git.TreeChanges.Changes;
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
import java.util.stream.Stream;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.UnpackErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Receives one push: judges it, commits it with what has to move along, takes it over, reports. */
final class MemoryReceivePack extends ReceivePack {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryReceivePack.class);
  private static final String ALLOW_SECRETS = "mneme.allow-secrets";
  private static final String SEE_ABOVE = "the memory's rules refuse it, see above";

  /** Each may lead to another tree of ten thousand files that has to be looked at. */
  private static final int MOST_COMMANDS = 1_000;

  private static final int LONGEST_REF_BYTES = 1_024;

  private static final Set<String> LOST_RACE =
      Set.of(JGitText.get().invalidOldIdSent, JGitText.get().refAlreadyExists);

  private final LogRepository repository;
  private final ReceiveSettings settings;
  private final Function<Boolean, Push> begin;
  private final Function<String, String> linkOfCommit;
  private final Fsck checker = new Fsck();
  private final PushMeter meter;
  private boolean hadCommands;

  MemoryReceivePack(
      LogRepository repository,
      ReceiveSettings settings,
      PushMeter meter,
      Function<Boolean, Push> begin,
      Function<String, String> linkOfCommit) {
    super(repository);
    this.repository = repository;
    this.settings = settings;
    this.meter = meter;
    this.begin = begin;
    this.linkOfCommit = linkOfCommit;
    setBiDirectionalPipe(false);
    setRefFilter(HiddenRefs::without);
    setAllowPushOptions(true);
    setAtomic(false);
    setObjectChecker(checker);
    // JGit's own limit of the pack takes a pause of the network for the end of the pack.
    repository.setPackMeter(meter);
    setMaxObjectSizeLimit(settings.maxObjectBytes());
    setPreReceiveHook((pack, commands) -> judgeCommands(commands));
    UnpackErrorHandler reporter = getUnpackErrorHandler();
    setUnpackErrorHandler(failure -> reporter.handleUnpackException(told(failure)));
  }

  /**
   * Tells why a pack is not taken, at once: whoever sends a large one may be at it for long, or be
   * cut off.
   *
   * @return what git's own report of it says
   */
  private Throwable told(Throwable failure) throws IOException {
    hadCommands = true;
    String sentence =
        UnpackFailures.sentence(failure, settings)
            .orElse("the pack could not be unpacked here, nothing was stored. Push again later");
    if (!isSideBand()) {
      return new PushRefusedException(sentence);
    }
    sendMessage(Severity.REJECTED.mark() + " " + sentence);
    getMessageOutputStream().flush();
    return new PushRefusedException("refused, see above");
  }

  /** Whether the request was one to move refs at all. */
  boolean hadCommands() {
    return hadCommands;
  }

  private Stream<String> options() {
    List<String> options = getPushOptions();
    return options == null ? Stream.of() : options.stream();
  }

  private void judgeCommands(Collection<ReceiveCommand> commands) {
    if (commands.size() > MOST_COMMANDS) {
      reject(commands, "a push may move %d refs; push fewer at a time".formatted(MOST_COMMANDS));
    } else if (options().anyMatch(option -> option.chars().anyMatch(Character::isISOControl))) {
      reject(commands, "a push option has control characters");
    } else {
      commands.forEach(MemoryReceivePack::judgeRef);
    }
  }

  private static void reject(Collection<ReceiveCommand> commands, String reason) {
    commands.forEach(command -> command.setResult(REJECTED_OTHER_REASON, reason));
  }

  /** Which refs may be pushed, and how: {@code main} only forward. */
  private static void judgeRef(ReceiveCommand command) {
    String name = command.getRefName();
    boolean isMain = name.equals(Refs.MAIN);
    if (!name.startsWith(Constants.R_HEADS) && !name.startsWith(Constants.R_TAGS)) {
      command.setResult(REJECTED_OTHER_REASON, "only branches and tags can be pushed");
    } else if (Constants.encode(name).length > LONGEST_REF_BYTES) {
      command.setResult(
          REJECTED_OTHER_REASON,
          "the name of a ref may have %d bytes".formatted(LONGEST_REF_BYTES));
    } else if (isNothing(command.getOldId()) && isNothing(command.getNewId())) {
      command.setResult(REJECTED_OTHER_REASON, "there is no such ref to delete");
    } else if (isMain && command.getType() == ReceiveCommand.Type.DELETE) {
      command.setResult(REJECTED_NODELETE);
    } else if (isMain && command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD) {
      command.setResult(REJECTED_NONFASTFORWARD);
    }
  }

  private static boolean isNothing(ObjectId id) {
    return id.equals(ObjectId.zeroId());
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
    hadCommands = true;
    speakAsGit();
    Push push = begin.apply(options().anyMatch(ALLOW_SECRETS::equals));
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
    try {
      Optional<ObjectId> commit = commitOf(command.getNewId());
      if (commit.isEmpty()) {
        command.setResult(REJECTED_OTHER_REASON, "branches and tags must be at a commit");
      } else if (!judgeTree(push, command, commit.get())) {
        command.setResult(REJECTED_OTHER_REASON, SEE_ABOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (UncheckedIOException e) {
      // A folder can say that a file is there where the object is something else.
      if (!(e.getCause() instanceof IncorrectObjectTypeException wrong)) {
        throw e;
      }
      reject(command, UnpackFailures.ofFsck(String.valueOf(wrong.getMessage())));
    }
  }

  private void reject(ReceiveCommand command, String sentence) {
    sendMessage(Severity.REJECTED.mark() + " " + sentence);
    command.setResult(REJECTED_OTHER_REASON, SEE_ABOVE);
  }

  private Optional<ObjectId> commitOf(ObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.peel(walk.parseAny(id)) instanceof RevCommit commit
          ? Optional.of(commit.copy())
          : Optional.empty();
    }
  }

  private boolean judgeTree(Push push, ReceiveCommand command, ObjectId after) throws IOException {
    Scope scope = command.getRefName().equals(Refs.MAIN) ? push.scopeOfMain() : Scope.FILES;
    TreeChanges trees = new TreeChanges(repository, settings.maxFiles(), settings.maxFileBytes());
    List<String> paths = trees.paths(after);
    TreeFacts facts = new TreeFacts(paths.size(), paths, meter.packBytes(), checker.complaints());
    if (paths.size() > settings.maxFiles()) {
      return push.judge(scope, new MemoryView(repository), List.of(), facts);
    }
    Changes changes = trees.between(before(command), after);
    if (changes.bytes() > settings.maxUnpackedBytes()) {
      sendMessage(tooMuch());
      return false;
    }
    return push.judge(scope, new MemoryView(repository), changes.files(), facts);
  }

  private ObjectId before(ReceiveCommand command) throws IOException {
    return command.getType() == ReceiveCommand.Type.CREATE
        ? repository.state().ref(Refs.MAIN).orElse(ObjectId.zeroId())
        : commitOf(command.getOldId()).orElse(ObjectId.zeroId());
  }

  private String tooMuch() {
    return ("%s the files that this push changes have more than %s bytes together"
            + " (MNEME_MAX_PUSH_UNPACKED). Change fewer files at a time")
        .formatted(Severity.REJECTED.mark(), Shown.count(settings.maxUnpackedBytes()));
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
