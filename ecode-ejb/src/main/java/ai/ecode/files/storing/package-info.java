/// Rows and chunks: how trees and blobs lie in PostgreSQL.
@NullMarked
package ai.ecode.files.storing;

import org.jspecify.annotations.NullMarked;
