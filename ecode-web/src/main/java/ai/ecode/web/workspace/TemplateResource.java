package ai.ecode.web.workspace;

import ai.ecode.identity.Caller;
import ai.ecode.workspace.Template;
import ai.ecode.workspace.Templates;
import ai.ecode.workspace.WorkspaceQuota;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What new workspaces are made of, and how many more there may be.
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@Tag(name = "workspaces")
public class TemplateResource {

    @Inject private Caller caller;
    @Inject private Templates templates;
    @Inject private WorkspaceQuota quota;

    @GET
    @Path("templates")
    @Operation(operationId = "listTemplates", summary = "The templates of new workspaces")
    public TemplateList templates() {
        return new TemplateList(templates.all().stream().map(TemplateView::of).toList());
    }

    @GET
    @Path("quota")
    @Operation(operationId = "getQuota", summary = "How many workspaces you have and may have")
    public QuotaView quota() {
        WorkspaceQuota.Usage usage = quota.of(caller);
        return new QuotaView(new UsedView(usage.used(), usage.limit()));
    }

    /// All templates.
    public record TemplateList(List<TemplateView> items) {
        public TemplateList {
            items = List.copyOf(items);
        }
    }

    /// A template without its files.
    public record TemplateView(String id, String name, String description) {
        static TemplateView of(Template template) {
            return new TemplateView(template.id(), template.name(), template.description());
        }
    }

    /// What is used of the caller's quota; further kinds come beside `workspaces`.
    public record QuotaView(UsedView workspaces) {}

    /// How much of a quota is used.
    public record UsedView(long used, long limit) {}
}
