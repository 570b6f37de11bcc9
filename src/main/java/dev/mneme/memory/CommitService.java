package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.git.FileTree;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import dev.mneme.git.NewFile;
import dev.mneme.history.FileEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes files of an agent's memory, blocks or not.
 *
 * <p>Every method throws {@link NotFoundException} if the agent is not there or never had its
 * memory in git, {@link ForbiddenException} if that is disabled, and {@link InvalidException} if a
 * rule refuses what is written.
 */
public final class CommitService {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");

  private final FileWriter writer;
  private final NewBlocks newBlocks;

  CommitService(FileWriter writer, NewBlocks newBlocks) {
    this.writer = writer;
    this.newBlocks = newBlocks;
  }

  /**
   * Puts one file.
   *
   * @throws PreconditionFailedException if what is there is not what the caller expects
   */
  public Written put(
      AgentId agent, String path, byte[] bytes, Precondition precondition, Attribution by) {
    return writer
        .write(
            agent,
            by,
            step -> {
              Optional<GitId> old = require(step.view(), path, precondition);
              String message = (old.isEmpty() ? "Create " : "Update ") + path;
              return change(step.view(), message, List.of(new FileAction.Put(path, bytes)));
            })
        .ofFile(GitId.ofFile(bytes));
  }

  /**
   * Removes one file.
   *
   * @throws NotFoundException if it is not there
   * @throws PreconditionFailedException if what is there is not what the caller expects
   */
  public Written delete(AgentId agent, String path, Precondition precondition, Attribution by) {
    return writer.write(
        agent,
        by,
        step -> {
          require(step.view(), path, precondition);
          return change(step.view(), "Delete " + path, List.of(new FileAction.Delete(path)));
        });
  }

  private static Optional<GitId> require(MemoryView view, String path, Precondition precondition) {
    Optional<GitId> old = view.file(path);
    @Nullable String blobId = old.map(GitId::hex).orElse(null);
    if (!precondition.holds(blobId)) {
      throw PreconditionFailedException.ofFile(path, blobId);
    }
    return old;
  }

  /**
   * Changes many files in one commit.
   *
   * @throws HeadMovedException if the memory is not at the commit that the caller expects
   * @throws NotFoundException if a file to be removed or renamed is not there
   * @throws ConflictException if there is something where a file is to go
   */
  public Written commit(AgentId agent, NewCommit commit, Attribution by) {
    return writer.write(
        agent,
        by,
        step -> {
          requireHead(step.view(), commit.expectedHead());
          return change(step.view(), commit.message().text(), commit.actions());
        });
  }

  private static void requireHead(MemoryView view, @Nullable String expected) {
    if (expected == null) {
      return;
    }
    if (!COMMIT.matcher(expected).matches()) {
      throw new InvalidException(
          "expected_head must be the id of a commit, 7 to 40 hexadecimal digits");
    }
    String head = view.head().map(GitId::hex).orElse("");
    if (!head.startsWith(expected)) {
      throw new HeadMovedException(expected, head);
    }
  }

  private FileChange change(MemoryView view, String message, List<FileAction> actions) {
    Map<String, Optional<NewFile>> files = new HashMap<>();
    Map<String, String> renames = new HashMap<>();
    for (FileAction action : actions) {
      if (!(action instanceof FileAction.Put)) {
        requireThere(view, action);
        files.put(action.path(), Optional.empty());
      }
    }
    for (FileAction action : actions) {
      switch (action) {
        case FileAction.Delete delete -> {}
        case FileAction.Put put -> files.put(put.path(), Optional.of(NewFile.of(put.bytes())));
        case FileAction.Rename rename -> {
          requireFree(view, files, rename);
          files.put(rename.to(), Optional.of(moved(view, rename)));
          renames.put(rename.to(), rename.path());
        }
      }
    }
    return new FileChange(
        message,
        files,
        renames,
        tree -> PushPlan.of(view, tree, new KnownBlocks(newBlocks, renames, Map.of())));
  }

  private static void requireThere(MemoryView view, FileAction action) {
    if (view.file(action.path()).isEmpty()) {
      throw new NotFoundException("No file %s in this memory".formatted(action.path()));
    }
  }

  private static void requireFree(
      MemoryView view, Map<String, Optional<NewFile>> files, FileAction.Rename rename) {
    if (view.file(rename.to()).isPresent() && !files.containsKey(rename.to())) {
      throw new ConflictException(
          "%s cannot be renamed to %s: there is a file. Delete it in the same commit to replace it"
              .formatted(rename.path(), rename.to()));
    }
  }

  private static NewFile moved(MemoryView view, FileAction.Rename rename) {
    FileEntry old = new FileTree(view, view.head().orElseThrow()).find(rename.path()).orElseThrow();
    return rename
        .bytes()
        .map(bytes -> new NewFile(GitId.ofFile(bytes), bytes, old.executable()))
        .orElseGet(() -> NewFile.of(old));
  }
}
