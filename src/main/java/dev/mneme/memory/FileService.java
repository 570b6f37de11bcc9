package dev.mneme.memory;

import dev.mneme.agent.AgentId;
import dev.mneme.block.FileContent;
import dev.mneme.git.Archive;
import dev.mneme.git.Blame;
import dev.mneme.git.FileTree;
import dev.mneme.git.GitId;
import dev.mneme.git.MemoryView;
import dev.mneme.history.BlameLine;
import dev.mneme.history.FileEntry;
import dev.mneme.history.FileList;
import dev.mneme.history.FileView;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of an agent's memory at any time, blocks or not.
 *
 * <p>A point in time is a commit, a branch, {@code HEAD} or an instant; null is now. Every method
 * throws {@link NotFoundException} if the agent is not there or never had its memory in git, and
 * {@link InvalidException} if the point in time is none.
 */
public final class FileService {
  /** Whose lines are looked for in no larger file. */
  private static final long MOST_BLAMED_BYTES = 1 << 20;

  private final Moments moments;
  private final FileFacts facts;

  FileService(Moments moments, FileFacts facts) {
    this.moments = moments;
    this.facts = facts;
  }

  /**
   * The files whose paths begin with a prefix; none if there was nothing yet.
   *
   * @param prefix any text, for example {@code system/}; the empty one for all
   */
  public FileList list(AgentId agent, @Nullable String at, String prefix, Attribution by) {
    MemoryView now = moments.now(agent, by);
    Optional<GitId> commit = moments.findCommit(now, at);
    List<FileView> files =
        commit.map(id -> new FileTree(now, id).list(prefix)).orElse(List.of()).stream()
            .map(file -> facts.of(now, file))
            .toList();
    return new FileList(commit.map(GitId::hex).orElse(null), files);
  }

  /**
   * A file with its content.
   *
   * @throws NotFoundException if it was not there
   */
  public FileBytes read(AgentId agent, String path, @Nullable String at, Attribution by) {
    MemoryView now = moments.now(agent, by);
    GitId commit = moments.getCommit(now, at);
    FileEntry file = get(now, commit, path);
    byte[] bytes = now.read(new GitId(file.blobId()));
    return new FileBytes(file, commit.hex(), bytes, tokens(bytes));
  }

  private static FileEntry get(MemoryView now, GitId commit, String path) {
    return new FileTree(now, commit)
        .find(path)
        .orElseThrow(
            () -> new NotFoundException("No file %s at commit %s".formatted(path, commit)));
  }

  private static @Nullable Integer tokens(byte[] bytes) {
    return FileContent.of(bytes) instanceof FileContent.Text text
        ? Tokens.estimate(text.file().text())
        : null;
  }

  /**
   * Which commit each line of a file comes from.
   *
   * @throws NotFoundException if it was not there
   * @throws InvalidException if it has no lines, because it is not text, or too many
   */
  public List<BlameLine> blame(AgentId agent, String path, @Nullable String at, Attribution by) {
    MemoryView now = moments.now(agent, by);
    GitId commit = moments.getCommit(now, at);
    FileEntry file = get(now, commit, path);
    if (file.sizeBytes() > MOST_BLAMED_BYTES) {
      throw new InvalidException(
          "%s has %,d bytes; lines are told of files up to %,d"
              .formatted(path, file.sizeBytes(), MOST_BLAMED_BYTES));
    }
    if (FileContent.of(now.read(new GitId(file.blobId()))) instanceof FileContent.NotText no) {
      throw new InvalidException("%s has no lines: %s".formatted(path, no.problem()));
    }
    return Blame.of(now, commit, path);
  }

  /** In which form a whole memory is given away. */
  public enum ArchiveFormat {
    /** A zip file. */
    ZIP,
    /** A tar file in a gzip stream. */
    TAR_GZ
  }

  /**
   * All files as one.
   *
   * @throws NotFoundException if there was nothing yet
   */
  public Export export(AgentId agent, @Nullable String at, ArchiveFormat format, Attribution by) {
    MemoryView now = moments.now(agent, by);
    GitId commit = moments.getCommit(now, at);
    Archive archive = new Archive(now, commit);
    return new Export(
        commit.hex(),
        switch (format) {
          case ZIP -> archive::writeZip;
          case TAR_GZ -> archive::writeTarGz;
        });
  }

  /**
   * A memory as an archive.
   *
   * @param commit that it is of, in hex
   */
  public record Export(String commit, Writer writer) {
    /** Writes the archive. */
    @FunctionalInterface
    public interface Writer {
      /** Writes all of it and leaves the stream open. */
      void writeTo(OutputStream out) throws IOException;
    }
  }
}
