package dev.mneme.git.storage;

import java.io.IOException;
import org.eclipse.jgit.errors.StoredObjectRepresentationNotAvailableException;
import org.eclipse.jgit.internal.storage.dfs.DfsReader;
import org.eclipse.jgit.internal.storage.pack.ObjectToPack;
import org.eclipse.jgit.internal.storage.pack.PackOutputStream;

/**
 * Compares every object that is copied into a pack with its checksum. JGit's upload-pack asks not
 * to, and would hand on what a disk has damaged: git notices that, but nobody is told here.
 */
final class CheckingReader extends DfsReader {
  CheckingReader(LogObjDatabase objects) {
    super(objects);
  }

  @Override
  public void copyObjectAsIs(PackOutputStream out, ObjectToPack object, boolean ignored)
      throws IOException, StoredObjectRepresentationNotAvailableException {
    super.copyObjectAsIs(out, object, true);
  }
}
