import { controlPlane, freshName } from './support/control-plane.ts'
import { expect, test } from './support/fixtures.ts'

/** A tenant of its own: a policy that lets in everybody would be in force in the other journeys as well. */
const TENANT = 'acme'

test('a check turns red when its cause is made, and green again without it', async ({
  page,
  signIn,
}) => {
  const name = freshName('open-door')
  await signIn(`/t/${TENANT}/readiness`)
  const row = page.getByRole('listitem').filter({
    has: page.getByRole('heading', { level: 3, name: 'CORS lists its origins' }),
  })
  await expect(row.getByText('Proved')).toBeVisible()

  const client = controlPlane()
  const { data: policy } = await client.POST('/v1/admin/policies', {
    body: {
      name,
      policy_type: 'cors',
      tenant_id: TENANT,
      scope: 'api',
      enabled: true,
      config: { origins: ['*'], methods: ['GET'], headers: [], max_age: 60 },
    },
  })
  if (!policy) throw new Error('the policy was not created')
  const recheck = page.getByRole('button', { name: 'Check again' })
  await recheck.click()
  await expect(row.getByText('Fails')).toBeVisible()
  await expect(row.getByText(new RegExp(`let in by .*${name}`)).first()).toBeVisible()
  await row.getByRole('link', { name: /^Policies/ }).click()
  await expect(page.getByRole('link', { name }).first()).toBeVisible()

  await client.DELETE('/v1/admin/policies/{id}', {
    params: { path: { id: policy.id }, header: { 'If-Match': policy.etag } },
  })
  await page.goBack()
  await recheck.click()
  await expect(row.getByText('Proved')).toBeVisible()
})
