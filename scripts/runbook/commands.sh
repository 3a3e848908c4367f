# shellcheck disable=SC2148,SC2086,SC2155,SC2154,SC2034
# The commands of the Week 1 Operations Runbook that talk to a service, verbatim. `npm run runbook` replays them in one shell.
# Only addresses, ids and the secret are filled in: http://my-backend:8080/api and your-test-key by the replay.

#: 1 Gateway health
curl -s ${STOA_GATEWAY_URL}/health | jq .

#: 1 Control Plane API health
curl -s ${STOA_API_URL}/health | jq .

#: 1 Keycloak health
curl -s ${STOA_AUTH_URL}/health/ready

#: 1 Admin token
TOKEN=$(curl -s -X POST ${STOA_AUTH_URL}/realms/stoa/protocol/openid-connect/token \
-d "client_id=control-plane-api" \
-d "client_secret=your-client-secret" \
-d "grant_type=client_credentials" | jq -r .access_token)
echo "$TOKEN"

#: 2 Create a UAC contract
CONTRACT_ID=$(curl -s -X POST "${STOA_API_URL}/v1/contracts" \
-H "Authorization: Bearer $TOKEN" \
-H "Content-Type: application/json" \
-d '{
"apiName": "my-service-api",
"apiVersion": "1.0.0",
"tenant": "'$TENANT_ID'",
"displayName": "My Service API",
"description": "Backend service for my application",
"endpoint": {
"url": "http://my-backend:8080/api",
"method": "REST",
"timeout": "15s"
},
"auth": {
"type": "api_key"
},
"portal": {
"visible": true,
"categories": ["production"]
}
}' | jq -r .id)

echo "Contract ID: $CONTRACT_ID"

#: 2 Verify it is reachable
curl -s -o /dev/null -w "HTTP %{http_code} in %{time_total}s\n" \
"${STOA_GATEWAY_URL}/my-service-api/v1/health" \
-H "X-API-Key: your-test-key"

#: 3 Add rate limiting
curl -s -X POST "${STOA_API_URL}/v1/admin/policies" \
-H "Authorization: Bearer $TOKEN" \
-H "Content-Type: application/json" \
-d '{
"name": "standard-rate-limit",
"policy_type": "rate_limit",
"tenant_id": "'$TENANT_ID'",
"scope": "api",
"config": {
"requests_per_minute": 100,
"burst": 10
}
}' | jq .

#: 3 Add CORS
curl -s -X POST "${STOA_API_URL}/v1/admin/policies" \
-H "Authorization: Bearer $TOKEN" \
-H "Content-Type: application/json" \
-d '{
"name": "browser-cors",
"policy_type": "cors",
"tenant_id": "'$TENANT_ID'",
"scope": "api",
"config": {
"origins": ["https://yourapp.com", "http://localhost:3000"],
"methods": ["GET", "POST", "PUT", "DELETE"],
"headers": ["Content-Type", "Authorization", "X-API-Key"],
"max_age": 3600
}
}' | jq .

#: 3 Burst of 15
for i in $(seq 1 15); do
STATUS=$(curl -s -o /dev/null -w "%{http_code}" \
"${STOA_GATEWAY_URL}/my-service-api/v1/health" \
-H "X-API-Key: your-test-key")
echo "Request $i: HTTP $STATUS"
done

#: 4 Create a consumer
CONSUMER_ID=$(curl -s -X POST "${STOA_API_URL}/v1/consumers/${TENANT_ID}" \
-H "Authorization: Bearer $TOKEN" \
-H "Content-Type: application/json" \
-d '{
"external_id": "client-001",
"name": "Acme Corp Integration",
"email": "dev@acme.example.com",
"consumer_metadata": {
"plan": "starter",
"contact": "Alice"
}
}' | jq -r .id)

echo "Consumer ID: $CONSUMER_ID"

#: 4 Create a subscription
API_KEY=$(curl -s -X POST "${STOA_API_URL}/v1/subscriptions" \
-H "Authorization: Bearer $TOKEN" \
-H "Content-Type: application/json" \
-d '{
"consumer_id": "'$CONSUMER_ID'",
"api_id": "'$CONTRACT_ID'",
"tenant_id": "'$TENANT_ID'"
}' | jq -r .api_key)

echo "API Key for Acme: $API_KEY"

#: 4 The consumer can call
curl -s "${STOA_GATEWAY_URL}/my-service-api/v1/health" \
-H "X-API-Key: $API_KEY" \
-w "\nHTTP %{http_code}\n"

#: 5 Metrics are exposed
curl -s ${STOA_GATEWAY_URL}/metrics | head -20

#: 5 The three names of the runbook are there
curl -s ${STOA_GATEWAY_URL}/metrics | grep -o "^stoa_[a-z_]*" | sort -u

#: 5 check-stoa.sh says nothing while all is well
GATEWAY="${STOA_GATEWAY_URL:-http://localhost:3001}"

status=$(curl -s -o /dev/null -w "%{http_code}" "$GATEWAY/health")
latency=$(curl -s -o /dev/null -w "%{time_total}" "$GATEWAY/health")

if [ "$status" != "200" ]; then
echo "[ALERT] Gateway returned $status at $(date)"
fi

if (( $(echo "$latency > 2.0" | bc -l) )); then
echo "[WARN] Gateway latency ${latency}s at $(date)"
fi

#: 6 The three alert rules are loaded
curl -s "${STOA_API_URL}/v1/metrics/rules" -H "Authorization: Bearer $TOKEN" | jq -r '.data.groups[].rules[].name'

#: 7 Look up the consumer by e-mail
CONSUMER=$(curl -s "${STOA_API_URL}/v1/consumers/$TENANT_ID?email=dev@acme.example.com" -H "Authorization: Bearer $TOKEN")
echo "$CONSUMER" | jq -r '.total, .items[0].id'

#: 7 Rotate the key
SUB_ID=$(curl -s "${STOA_API_URL}/v1/subscriptions/tenant/$TENANT_ID?consumer_id=$CONSUMER_ID" -H "Authorization: Bearer $TOKEN" | jq -r '.items[0].id')
NEW_KEY=$(curl -s -X POST "${STOA_API_URL}/v1/subscriptions/$SUB_ID/rotate-key" -H "Authorization: Bearer $TOKEN" | jq -r .new_api_key)
for KEY in "$API_KEY" "$NEW_KEY"; do curl -s -o /dev/null -w "%{http_code}\n" "${STOA_GATEWAY_URL}/my-service-api/v1/health" -H "X-API-Key: $KEY"; done

#: 7 Find the policy and raise the limit: in force at once, no restart
POLICY_ID=$(curl -s "${STOA_API_URL}/v1/admin/policies?tenant_id=$TENANT_ID" -H "Authorization: Bearer $TOKEN" | jq -r '.items[] | select(.name == "standard-rate-limit") | .id')
curl -s -X PATCH "${STOA_API_URL}/v1/admin/policies/$POLICY_ID" -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"config": {"requests_per_minute": 6000, "burst": 100}}' | jq -c .config
CHANGED=$(date +%s%N)
for i in $(seq 1 200); do curl -s -o /dev/null -w "%{http_code}\n" "${STOA_GATEWAY_URL}/my-service-api/v1/health" -H "X-API-Key: your-test-key"; [ $(( $(date +%s%N) - CHANGED )) -gt 900000000 ] && break; done | sort | uniq -c
