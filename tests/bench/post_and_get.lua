-- For wrk: the same calls as the bare loop, a POST for each job and a GET of what it gave.
-- Arguments after `--`: the target of the POST, and its body, in which NUMBER stands for the job's number.
local target, body
local accepted = {}
local number = 0

function init(args)
  target, body = args[1], args[2]
end

function request()
  local id = table.remove(accepted)
  if id then
    return wrk.format("GET", "/generation-request/" .. id, {["x-api-key"] = "bench"})
  end
  number = number + 1
  local headers = {["x-api-key"] = "bench", ["Content-Type"] = "application/json"}
  return wrk.format("POST", target, headers, (body:gsub("NUMBER", number)))
end

function response(status, headers, text)
  local id = text:match('"generation_request_id":"([^"]+)"')
  if id then accepted[#accepted + 1] = id end
end
