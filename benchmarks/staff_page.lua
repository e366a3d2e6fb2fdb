-- Asks for the pages of the staff list one after the other, with the operator's session, each time from another address.
-- Arguments after the URL: the cookie, the number of pages.
function init(args)
    local cookie, pages = args[1], tonumber(args[2])
    requests = {}
    for number = 1, 1000 do
        local address = string.format("10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(0, 255))
        requests[number] = wrk.format("GET", wrk.path .. "?page=" .. (number % pages + 1), {
            ["Cookie"] = cookie, ["X-Forwarded-For"] = address, ["Host"] = wrk.host,
        })
    end
end

local number = 0

function request()
    number = number % #requests + 1
    return requests[number]
end
