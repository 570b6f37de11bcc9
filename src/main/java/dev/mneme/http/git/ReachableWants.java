package dev.mneme.http.git;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Lets a client fetch every object that a visible ref leads to, of any kind and age: a partial
 * clone asks for the contents of old files by their ids.
 *
 * <p>JGit's own check finds such contents in the newest trees only, unless a pack has a bitmap.
 * Letting every id through would serve the objects of the hidden refs to whoever names them.
 */
final class ReachableWants implements UploadPack.RequestValidator {
  @Override
  public void checkWants(UploadPack upload, List<ObjectId> wants)
      throws PackProtocolException, IOException {
    Set<ObjectId> sought = new HashSet<>(wants);
    try (ObjectWalk walk = new ObjectWalk(upload.getRepository())) {
      for (Ref ref : upload.getRepository().getRefDatabase().getRefs()) {
        if (HiddenRefs.isVisible(ref.getName())) {
          walk.markStart(walk.parseAny(ref.getObjectId()));
        }
      }
      strike(sought, walk::next);
      strike(sought, walk::nextObject);
    }
    if (!sought.isEmpty()) {
      throw new PackProtocolException(
          "want %s not valid".formatted(sought.iterator().next().name()));
    }
  }

  private static void strike(Set<ObjectId> sought, Next next) throws IOException {
    RevObject object = sought.isEmpty() ? null : next.get();
    while (object != null) {
      sought.remove(object);
      object = sought.isEmpty() ? null : next.get();
    }
  }

  /** One step of a walk; null at its end. */
  @FunctionalInterface
  private interface Next {
    @org.jspecify.annotations.Nullable
    RevObject get() throws IOException;
  }
}
