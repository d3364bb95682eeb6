-- Posts the review of a Deployment with three volumes.
local file = io.open(os.getenv("REVIEW"), "rb")
wrk.method = "POST"
wrk.body = file:read("*a")
wrk.headers["Content-Type"] = "application/json"
file:close()
