package dev.towline.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** Pages that say calmly why there is nothing to see. */
final class Notice {

    @CheckedTemplate
    static class Templates {

        private Templates() {}

        static native TemplateInstance forbidden(String hostScript);

        static native TemplateInstance unseen(String hostScript);

        static native TemplateInstance unavailable(String hostScript);
    }

    private Notice() {}
}
