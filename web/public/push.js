// Shown by the service worker; the payload was encrypted for this browser alone.
self.addEventListener('push', (event) => {
  const d = event.data ? event.data.json() : { title: '呼应', text: '有新消息', url: '/' }
  event.waitUntil(self.registration.showNotification(d.title, { body: d.text, icon: '/icon.svg', data: d.url, lang: 'zh-CN' }))
})
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(self.clients.openWindow('/'))
})
