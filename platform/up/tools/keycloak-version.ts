/** The Keycloak that was tried with this realm and these flags, and the checksum of its archive (org.keycloak:keycloak-quarkus-dist, zip). */
export const KEYCLOAK_VERSION = '26.7.3'
export const KEYCLOAK_SHA256 = '27a6535553c3cdcd083872ba40629efafb3475e3b758e0c6f691395561dd0f1f'
