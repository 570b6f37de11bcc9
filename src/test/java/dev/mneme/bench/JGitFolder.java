package dev.mneme.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** A bare repository in a folder, written by JGit as any program does that embeds it. */
final class JGitFolder implements Race.Step, AutoCloseable {
  private final FileRepository repository;

  /** Opens one whose configuration has everything synced. */
  JGitFolder(Path path) {
    try {
      repository = new FileRepository(new File(path.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One commit that edits the first file. */
  @Override
  public void run() throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter();
        RevWalk walk = new RevWalk(repository)) {
      RevCommit head = walk.parseCommit(repository.resolve("refs/heads/main"));
      byte[] content = Texts.file(0, Texts.next()).getBytes(StandardCharsets.UTF_8);
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, content);
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(tree(head, blob, inserter));
      commit.setParentId(head);
      commit.setAuthor(new PersonIdent("Ada", "ada@example.org"));
      commit.setCommitter(commit.getAuthor());
      commit.setMessage("Update system/human block\n");
      ObjectId made = inserter.insert(commit);
      inserter.flush();
      move(head, made);
    }
  }

  private ObjectId tree(RevCommit head, ObjectId blob, ObjectInserter inserter) throws IOException {
    DirCache index = DirCache.read(repository.newObjectReader(), head.getTree());
    DirCacheEditor editor = index.editor();
    editor.add(
        new DirCacheEditor.PathEdit("system/human.md") {
          @Override
          public void apply(DirCacheEntry entry) {
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(blob);
          }
        });
    editor.finish();
    return index.writeTree(inserter);
  }

  private void move(ObjectId from, ObjectId to) throws IOException {
    RefUpdate update = repository.updateRef("refs/heads/main");
    update.setExpectedOldObjectId(from);
    update.setNewObjectId(to);
    if (update.update() != RefUpdate.Result.FAST_FORWARD) {
      throw new IOException("main did not move: " + update.getResult());
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
