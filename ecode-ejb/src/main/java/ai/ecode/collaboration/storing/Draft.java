package ai.ecode.collaboration.storing;

import ai.ecode.files.ContentHash;
import ai.ecode.files.Upload;
import java.util.UUID;

/// A document's text on its way into the file.
///
/// @param number the last update that is in it
/// @param expected the content that it takes the place of
/// @param by user name of who edited last
public record Draft(UUID document, long number, ContentHash expected, Upload content, String by) {}
