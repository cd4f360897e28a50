package ai.ecode.web.http;

import ai.ecode.shared.PageRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

/// `?page=0&size=50` of every list; use as `@BeanParam`.
public class PageQuery {

    @QueryParam("page")
    @DefaultValue("0")
    private int page;

    @QueryParam("size")
    @DefaultValue("50")
    private int size;

    public PageRequest request() {
        return new PageRequest(page, size);
    }
}
