package ai.ecode.web.http;

import ai.ecode.identity.Caller;

/// Who calls, and by what that was found out.
record Recognized(Caller caller, Credential credential) {}
