package dev.mneme.git;

import dev.mneme.git.storage.LogRepository;
import dev.mneme.history.FileEntry;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;

/** The tree of a commit as one file. The same commit gives the same bytes. */
public final class Archive {
  private final LogRepository repository;
  private final FileTree tree;
  private final GitId commit;

  /** The tree of a commit that a state shows. */
  public Archive(MemoryView view, GitId commit) {
    this.repository = view.repository();
    this.tree = new FileTree(view, commit);
    this.commit = commit;
  }

  /** Writes it as a zip file; names are UTF-8. */
  public void writeZip(OutputStream out) throws IOException {
    LocalDateTime time = LocalDateTime.ofInstant(committedAt(), ZoneOffset.UTC);
    try (ObjectReader reader = repository.newObjectReader();
        ZipOutputStream zip = new ZipOutputStream(new Unclosed(out))) {
      for (FileEntry file : tree.list("")) {
        ZipEntry entry = new ZipEntry(file.path());
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        zip.write(content(reader, file));
        zip.closeEntry();
      }
    }
  }

  /** Writes it as a tar file in a gzip stream. */
  public void writeTarGz(OutputStream out) throws IOException {
    try (ObjectReader reader = repository.newObjectReader();
        GZIPOutputStream gzip = new GZIPOutputStream(new Unclosed(out))) {
      Tar tar = new Tar(gzip, committedAt());
      for (FileEntry file : tree.list("")) {
        tar.write(file.path(), content(reader, file), file.executable());
      }
      tar.end();
    }
  }

  private static byte[] content(ObjectReader reader, FileEntry file) throws IOException {
    return reader
        .open(ObjectId.fromString(file.blobId()), Constants.OBJ_BLOB)
        .getCachedBytes(Integer.MAX_VALUE);
  }

  private Instant committedAt() throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      return walk.parseCommit(commit.toObjectId()).getCommitterIdent().getWhenAsInstant();
    }
  }

  /** Keeps an archive from closing what is not its own. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream to) {
      super(to);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
