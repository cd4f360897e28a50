package ai.ecode.identity;

/// An access token together with its text, which is known only now.
public record NewAccessToken(AccessToken token, String text) {

    /// Secrets stay out of logs.
    @Override
    public String toString() {
        return "NewAccessToken[" + token.id() + "]";
    }
}
