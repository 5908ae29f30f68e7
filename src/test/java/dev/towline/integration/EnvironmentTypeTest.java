package dev.towline.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTypeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            production          | PRODUCTION
            Production          | PRODUCTION
            prod                | PRODUCTION
            PRD                 | PRODUCTION
            live                | PRODUCTION
            live-eu-2           | PRODUCTION
            prod01              | PRODUCTION
            ProdEU              | PRODUCTION
            eu_west_1/prod      | PRODUCTION
            github-pages-prod   | PRODUCTION
            staging             | STAGING
            Stage 3             | STAGING
            stg                 | STAGING
            pre-prod            | STAGING
            PreProd             | STAGING
            preproduction       | STAGING
            staging/production  | STAGING
            release candidate   | STAGING
            qa                  | TESTING
            QA1                 | TESTING
            uat.example.com     | TESTING
            test                | TESTING
            prod-test           | TESTING
            integration2        | TESTING
            Acceptance          | TESTING
            dev                 | DEVELOPMENT
            dev-3               | DEVELOPMENT
            Development         | DEVELOPMENT
            review/ABC-1-prod   | DEVELOPMENT
            dev+staging         | DEVELOPMENT
            sandbox             | DEVELOPMENT
            nonprod             | UNMAPPED
            non-prod            | UNMAPPED
            non-prod-qa         | TESTING
            delivery            | UNMAPPED
            olive               | UNMAPPED
            product             | UNMAPPED
            latest              | UNMAPPED
            github-pages        | UNMAPPED
            eu-central-1        | UNMAPPED
            日本                | UNMAPPED
            17                  | UNMAPPED
            ""                  | UNMAPPED
            """)
    void a_name_says_which_kind_it_is(String name, EnvironmentType type) {
        assertEquals(type, EnvironmentType.of(name));
    }
}
