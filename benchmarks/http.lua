-- Posts the review named by REVIEW. With FRESH=1 no two requests are alike: each names another object, so nothing can be remembered.
local file = assert(io.open(os.getenv("REVIEW"), "rb"))
local review = file:read("*a")
file:close()
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = review
if os.getenv("FRESH") then
  local from, to = review:find('"generation": 1', 1, true)
  assert(from, "the review has no generation to change")
  local before, after, count = review:sub(1, to), review:sub(to + 1), 0
  request = function()
    count = count + 1
    return wrk.format(nil, nil, nil, before .. string.format("%07d", count) .. after)
  end
end
local pause = tonumber(os.getenv("PAUSE") or "")
if pause then
  -- Each connection waits so many milliseconds between two questions: a rate instead of as much as there is.
  delay = function() return math.random(0, 2 * pause) end
end
