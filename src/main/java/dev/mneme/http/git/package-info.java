/**
 * Git's smart HTTP protocol: what {@code git clone}, {@code fetch} and {@code push} speak, on top
 * of JGit's UploadPack and ReceivePack.
 *
 * <p>A push is received, judged, committed, taken over and reported in one request; what its pusher
 * should know goes over the sideband and shows as {@code remote: …}.
 */
@NullMarked
package dev.mneme.http.git;

import org.jspecify.annotations.NullMarked;
