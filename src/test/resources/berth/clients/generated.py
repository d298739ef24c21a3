"""Uses the client that a generator has made of the description: a whole round, and each kind of error."""

import sys

import openapi_client
from openapi_client.rest import ApiException

url, token = sys.argv[1:]
configuration = openapi_client.Configuration(host=url, access_token=token)
with openapi_client.ApiClient(configuration) as client:
    accounts = openapi_client.AccountsApi(client)
    slots = openapi_client.SlotsApi(client)

    made = accounts.configure_account_with_http_info(
        openapi_client.ConfigureAccountRequest(discord="sim-generated-python", maxJobs=1)
    )
    assert made.status_code == 201, made
    channel = made.data.channel
    assert accounts.get_account(channel).status == "active"
    assert accounts.update_account(channel, openapi_client.UpdateAccountRequest(maxJobs=2)).max_jobs == 2
    assert channel in accounts.list_accounts().additional_properties
    assert accounts.get_subscription().accounts == 1

    slot = slots.take_slot(
        prefer="wait=1",
        idempotency_key="generated",
        take_slot_request=openapi_client.TakeSlotRequest(lease_seconds=60, ref="mine"),
    )
    assert slot.channel == channel and slot.discord == "sim-generated-python", slot
    again = slots.take_slot_with_http_info(idempotency_key="generated")
    assert again.status_code == 200 and again.data.slot == slot.slot, again
    assert again.headers["X-Request-Id"]
    assert slots.get_slot(slot.slot).ref == "mine"
    assert slots.renew_slot(slot.slot).status == "active"
    many = slots.renew_slots(openapi_client.RenewSlotsRequest(slots=[slot.slot, "none"]))
    assert many.renewed[0].slot == slot.slot and many.ended == ["none"], many
    assert slots.list_slots().executing[0].slot == slot.slot

    other = slots.take_slot()
    try:
        slots.take_slot()
        raise AssertionError("there was a third slot")
    except ApiException as busy:
        assert busy.status == 429 and busy.data.executing_jobs, busy
        assert int(busy.headers["Retry-After"]) >= 1
    slots.release_slot(other.slot)
    slots.release_slot(slot.slot, outcome="moderated", message="Please wait")
    try:
        slots.take_slot()
        raise AssertionError("the account is moderated")
    except ApiException as out:
        assert out.status == 409 and out.data.error_details, out
    try:
        slots.renew_slot(slot.slot)
        raise AssertionError("the slot was released")
    except ApiException as gone:
        assert gone.status == 410, gone
    accounts.reset_account(channel)
    accounts.delete_account(channel)
print("all as described")
