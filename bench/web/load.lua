-- What wrk asks for.  wrk ... load.lua -- COOKIE [FORMS | PAUSE]
-- COOKIE: of a session; - for nobody's.
-- FORMS: a file of "path<TAB>version<TAB>form" lines, one person each, saved in turn with another telephone
-- number each time; for one thread (-t1).
-- PAUSE: a number; each connection waits 0 to 2 x PAUSE ms before its next request.
local forms, at, pause = {}, 0, nil
function init(args)
  if args[1] ~= "-" then
    wrk.headers["Cookie"] = "dvht=" .. args[1]
  end
  pause = tonumber(args[2])
  if args[2] and not pause then
    for line in io.lines(args[2]) do
      local path, version, form = line:match("([^\t]*)\t([^\t]*)\t(.*)")
      forms[#forms + 1] = { path, tonumber(version), form }
    end
    wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
    request = function()
      at = at % #forms + 1
      local f = forms[at]
      f[2] = f[2] + 1
      return wrk.format("POST", f[1], nil, string.format("%s&version=%d&phone=09%08d", f[3], f[2] - 1, f[2]))
    end
  end
  if pause then
    math.randomseed(1)
    delay = function() return math.random(0, 2 * pause) end
  end
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\nJSON {"requests":%d,"us":%d,"errors":%d,"p50":%.3f,"p99":%.3f}\n', summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
