import { configureStore } from '@reduxjs/toolkit';
import { setupListeners } from '@reduxjs/toolkit/query';
import { api } from '@/api/base';
import { editingReducer } from '@/document/slice';

export const store = configureStore({
  reducer: { [api.reducerPath]: api.reducer, editing: editingReducer },
  middleware: defaults => defaults({ serializableCheck: false, immutableCheck: false }).concat(api.middleware),
});

setupListeners(store.dispatch);
