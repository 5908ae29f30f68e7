package dev.towline.devinfo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.towline.devinfo.Entity.RepositoryId;
import java.util.List;
import java.util.Optional;

/** Store these builds, or these deployments, all of one repository: Jira has no call to erase a repository's runs but by a tag of the request. */
record StoreRuns(Api api, RepositoryId repository, List<Item> items) implements Step.Bulk {

    /** The tag by which a repository's builds and deployments can be erased. */
    static final String REPOSITORY_TAG = "repositoryId";

    @Override
    public Optional<ObjectNode> body() {
        var body = JsonNodeFactory.instance.objectNode();
        body.putObject("properties")
                .put(INTEGRATION_TAG, repository.integration().toString())
                .put(REPOSITORY_TAG, Ids.tag(repository.integration(), repository.repository()));
        items.forEach(item -> body.withArrayProperty(item.entity().kind().list).add(item.body()));
        body.putObject("providerMetadata").put("product", PRODUCT);
        return Optional.of(body);
    }

    @Override
    public StoreRuns of(List<Item> some) {
        return new StoreRuns(api, repository, some);
    }
}
